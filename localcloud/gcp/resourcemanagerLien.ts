import { randomUUID } from "node:crypto";
import type { ResourceType } from "../provider/resourceType.ts";
import { string, strings } from "../provider/shapes.ts";
import { badRequest, forbidden } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { lienName, liensOf } from "./names.ts";
import { findProject } from "./projects.ts";

/** https://cloud.google.com/resource-manager/reference/rest/v3/liens: the only restriction that projects support. */
const supportedRestriction = "resourcemanager.projects.delete";
const longestText = 200;

/**
 * gcp.resourcemanager.Lien: the id is the generated name `p<project number>-l<uuid>`, the import id `<project id or
 * number>/<name>` (terraform-provider-google, resource_resource_manager_lien.go).
 */
export const resourcemanagerLien: ResourceType<GoogleCloud> = {
  token: "gcp:resourcemanager/lien:Lien",
  fields: {
    parent: string("required", "replaces"),
    origin: string("required", "replaces"),
    reason: string("required", "replaces"),
    restrictions: strings("required", "replaces"),
    deletionPolicy: string("stateOnly", { default: "DELETE" }),
  },
  computed: ["name", "createTime"],

  create(inputs, cloud) {
    const parent = String(inputs.parent);
    const action = `creating Lien on ${parent}`;
    const restrictions = inputs.restrictions as string[];
    const project = parent.startsWith("projects/") ? findProject(cloud, parent) : undefined;
    if (project === undefined) throw forbidden(action, "The caller does not have permission");
    if (restrictions.length === 0) throw badRequest(action, "A lien must have at least one restriction");
    const unsupported = restrictions.find((restriction) => restriction !== supportedRestriction);
    if (unsupported !== undefined) throw badRequest(action, `Unsupported lien restriction ${unsupported}`);
    for (const property of ["origin", "reason"] as const) {
      const { length } = String(inputs[property]);
      if (length === 0 || length > longestText) {
        throw badRequest(action, `Lien ${property} must have 1 to ${longestText} characters, not ${length}`);
      }
    }
    const name = `p${String(project.number)}-l${randomUUID()}`;
    const { origin, reason } = inputs;
    const properties = { name, parent, origin, reason, restrictions, createTime: new Date().toISOString() };
    cloud.store.create(lienName(String(project.projectId), name), properties);
    return { id: name, outputs: properties };
  },

  read(id, state, cloud) {
    if (!/^[^/]+(\/[^/]+)?$/.test(id)) {
      const formats = "[^(?P<parent>[^/]+)/(?P<name>[^/]+)$]";
      throw new Error(`Import id "${id}" doesn't match any of the accepted formats: ${formats}`);
    }
    const [name = "", importedParent] = id.split("/").reverse();
    const parent = importedParent === undefined ? state.parent : `projects/${importedParent}`;
    const project = findProject(cloud, String(parent ?? numberIn(name)));
    const found = project && cloud.store.read(lienName(String(project.projectId), name));
    // A project is identified by id or number: the plugin keeps the form it was given.
    return found && { id: name, outputs: { ...found, parent: parent ?? found.parent } };
  },

  find(within, where, cloud) {
    // Uses the number: an imported lien's parent takes the form in its import id, and our program uses the number.
    const number = String(findProject(cloud, within)?.number);
    return cloud.store
      .list(liensOf(within), where)
      .map(({ properties }) => `${number}/${String(properties.name)}`);
  },

  delete(id, state, cloud) {
    const project = findProject(cloud, String(state.parent ?? numberIn(id)));
    if (project === undefined) return;
    const name = lienName(String(project.projectId), id);
    cloud.store.remove(name);
  },
};

function numberIn(name: string): string {
  return /^p(\d+)-l/.exec(name)?.[1] ?? name;
}
