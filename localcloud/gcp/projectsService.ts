import type { ResourceType } from "../provider/resourceType.ts";
import { boolean, string } from "../provider/shapes.ts";
import { badRequest, forbidden } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { serviceName } from "./names.ts";
import { findProject, projectOf } from "./projects.ts";
import { billedServices, serviceTitles } from "./services.ts";

/** gcp.projects.Service: id `<project>/<service>`. Enabling an enabled service is not an error. */
export const projectsService: ResourceType<GoogleCloud> = {
  token: "gcp:projects/service:Service",
  fields: {
    service: string("required", "replaces"),
    project: string("replaces", "computed"),
    disableOnDestroy: boolean("stateOnly"),
    disableDependentServices: boolean("stateOnly"),
    checkIfServiceHasUsageOnDestroy: boolean("stateOnly"),
    deletionPolicy: string("stateOnly", { default: "DELETE" }),
  },
  computed: [],

  create(inputs, cloud) {
    const service = String(inputs.service);
    const project = projectOf(inputs, cloud);
    const action = `when enabling service "${service}" for project "${project}"`;
    const found = findProject(cloud, project);
    if (found === undefined) throw forbidden(action, `Project '${project}' not found or permission denied.`);
    if (!serviceTitles.has(service)) {
      throw forbidden(action, `Not found or permission denied for service(s): ${service}.`);
    }
    if (billedServices.has(service) && found.billingAccount === undefined) {
      const text = `Billing account for project '${String(found.number)}' is not found.`;
      throw badRequest(
        action,
        `${text} Billing must be enabled for activation of service(s) '${service}' to proceed.`,
      );
    }
    const projectId = String(found.projectId);
    cloud.store.modify(
      serviceName(projectId, service),
      (enabled) => enabled ?? { project: projectId, service, enableTime: new Date().toISOString() },
    );
    return { id: `${projectId}/${service}`, outputs: { project: projectId, service } };
  },

  read(id, _state, cloud) {
    const [project = "", service = ""] = id.split("/").slice(-2);
    if (service === "" || findProject(cloud, project) === undefined) return undefined;
    const found = cloud.store.read(serviceName(project, service));
    return (
      found && { id: `${project}/${service}`, outputs: { project: found.project, service: found.service } }
    );
  },

  delete(_id, state, cloud) {
    if (state.disableOnDestroy !== true) return;
    const name = serviceName(String(state.project), String(state.service));
    cloud.store.remove(name);
  },
};
