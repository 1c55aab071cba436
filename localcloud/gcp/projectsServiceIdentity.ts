import type { ResourceType } from "../provider/resourceType.ts";
import type { GoogleCloud } from "./cloud.ts";
import { projectOf, requireProject, requireService } from "./projects.ts";

/** The service agents of the services needed here: https://cloud.google.com/iam/docs/service-agents */
const agents: ReadonlyMap<string, string> = new Map([
  ["cloudbuild.googleapis.com", "gcp-sa-cloudbuild"],
  ["cloudscheduler.googleapis.com", "gcp-sa-cloudscheduler"],
]);

/**
 * gcp.projects.ServiceIdentity: makes sure that a service's agent exists, and returns its address. It cannot be
 * imported, creating it again changes nothing, and deleting it does nothing (terraform-provider-google,
 * resource_google_project_service_identity.go).
 */
export const projectsServiceIdentity: ResourceType<GoogleCloud> = {
  token: "gcp:projects/serviceIdentity:ServiceIdentity",
  fields: {
    service: { shape: "string", required: true, replaces: true },
    project: { shape: "string", replaces: true, computed: true },
  },
  computed: ["email", "member"],

  create(inputs, cloud) {
    const [project, service] = [projectOf(inputs, cloud), String(inputs.service)];
    const id = `projects/${project}/services/${service}`;
    const agent = agents.get(service);
    if (agent === undefined) throw new Error(`localcloud does not know the service identity of ${service}`);
    const action = `creating Service Identity ${id}`;
    requireService(cloud, project, service, action);
    const { number } = requireProject(cloud, project, action);
    const email = `service-${String(number)}@${agent}.iam.gserviceaccount.com`;
    return { id, outputs: { project, service, email, member: `serviceAccount:${email}` } };
  },

  read: (id, state) => (state.email === undefined ? undefined : { id, outputs: state }),
  delete: () => undefined,
};
