import type { ResourceType } from "../provider/resourceType.ts";
import { string } from "../provider/shapes.ts";
import type { GoogleCloud } from "./cloud.ts";
import { projectOf, requireProject, requireService } from "./projects.ts";

/**
 * The address that a service's identity returns, by project number, for the services needed here:
 * https://cloud.google.com/iam/docs/service-agents. Cloud Build has two accounts, and reports differ on which one it
 * returns; this is the one that reads no connection secrets, so that no program can rely on it.
 */
const accounts: Readonly<Record<string, (number: string) => string>> = {
  "cloudbuild.googleapis.com": (number) => `${number}@cloudbuild.gserviceaccount.com`,
  "cloudscheduler.googleapis.com": (number) =>
    `service-${number}@gcp-sa-cloudscheduler.iam.gserviceaccount.com`,
};

/**
 * gcp.projects.ServiceIdentity: makes sure that a service's agent exists, and returns its address. It cannot be
 * imported, creating it again changes nothing, and deleting it does nothing (terraform-provider-google,
 * resource_google_project_service_identity.go).
 */
export const projectsServiceIdentity: ResourceType<GoogleCloud> = {
  token: "gcp:projects/serviceIdentity:ServiceIdentity",
  fields: {
    service: string("required", "replaces"),
    project: string("replaces", "computed"),
  },
  computed: ["email", "member"],

  create(inputs, cloud) {
    const [project, service] = [projectOf(inputs, cloud), String(inputs.service)];
    const id = `projects/${project}/services/${service}`;
    const account = accounts[service];
    if (account === undefined) throw new Error(`localcloud does not know the service identity of ${service}`);
    const action = `creating Service Identity ${id}`;
    requireService(cloud, project, service, action);
    const { number } = requireProject(cloud, project, action);
    const email = account(String(number));
    return { id, outputs: { project, service, email, member: `serviceAccount:${email}` } };
  },

  read: (id, state) => (state.email === undefined ? undefined : { id, outputs: state }),
  delete: () => undefined,
};
