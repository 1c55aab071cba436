import { isUnknown } from "../provider/unknown.ts";
import type { CheckFailure, ResourceType, Values } from "../provider/resourceType.ts";
import { boolean, map, string } from "../provider/shapes.ts";
import type { Properties } from "../store/objectFile.ts";
import { alreadyExists, badRequest, forbidden } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { labelOutputs, labelState, plannedLabels, storedLabels, type Before } from "./labels.ts";
import { buckets, bucketName, liensOf, namesBelowProject, projectName, projectNumberName } from "./names.ts";
import { findProject, projectNumber } from "./projects.ts";

/** Both patterns are the real plugin's: terraform-provider-google, google/verify/validation.go. */
const idPattern = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const namePattern = /^[a-zA-Z0-9'"\s!-]{4,30}$/;

/** https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin, "restricted strings" */
const restrictedWords = ["google", "null", "undefined", "ssl"];

/** gcp.organizations.Project: id `projects/<project id>`, also imported by `<project id>`. */
export const organizationsProject: ResourceType<GoogleCloud> = {
  token: "gcp:organizations/project:Project",
  fields: {
    projectId: string("required", "replaces"),
    name: string("required"),
    orgId: string(),
    billingAccount: string(),
    labels: map(),
    folderId: string(),
    autoCreateNetwork: boolean("stateOnly", { default: true }),
    deletionPolicy: string("stateOnly", { default: "PREVENT", oneOf: ["PREVENT", "ABANDON", "DELETE"] }),
  },
  autonamed: true,
  computed: ["number", "effectiveLabels"],

  check(inputs) {
    const failures: CheckFailure[] = [];
    const { projectId, name } = inputs;
    if (typeof projectId === "string" && !isUnknown(projectId) && !idPattern.test(projectId)) {
      const rule = "must be 6 to 30 with lowercase letters, digits, hyphens and start with a letter";
      failures.push({
        property: "projectId",
        reason: `"${projectId}" project_id ${rule}. Trailing hyphens are prohibited.`,
      });
    }
    if (typeof name === "string" && !isUnknown(name) && !namePattern.test(name)) {
      const allowed =
        "lowercase and uppercase letters, numbers, hyphen, single-quote, double-quote, space, and exclamation point";
      failures.push({
        property: "name",
        reason: `"${name}" name must be 4 to 30 characters with ${allowed}.`,
      });
    }
    if (inputs.orgId !== undefined && inputs.folderId !== undefined) {
      failures.push({ property: "orgId", reason: '"org_id": conflicts with folder_id' });
    }
    return failures;
  },

  planned: plannedLabels,

  create(inputs, cloud) {
    const projectId = String(inputs.projectId);
    const action = `creating project ${projectId} (${String(inputs.name)})`;
    refuse(inputs, cloud, action);
    const word = restrictedWords.find((restricted) => projectId.includes(restricted));
    if (word !== undefined) {
      throw badRequest(
        action,
        `field [project_id] has issue [project_id contains the restricted string "${word}"]`,
      );
    }
    if (cloud.world.projects.includes(projectId)) throw alreadyExists(action);
    const number = projectNumber(projectId);
    const properties = { ...cloudProperties(inputs, cloud, action), projectId, number };
    cloud.store.create(projectName(projectId), properties, () => alreadyExists(action));
    cloud.store.modify(projectNumberName(number), () => ({ projectId }));
    return { id: `projects/${projectId}`, outputs: outputs(properties, labelState(inputs, cloud)) };
  },

  read(id, state, cloud) {
    const found = findProject(cloud, id);
    if (found === undefined) return undefined;
    return { id: `projects/${String(found.projectId)}`, outputs: outputs(found, state) };
  },

  update(id, state, inputs, cloud) {
    const action = `updating project ${id}`;
    refuse(inputs, cloud, action);
    const changed = cloud.store.modify(projectName(String(inputs.projectId)), (current) => {
      if (current === undefined) throw forbidden(action, "The caller does not have permission");
      const { projectId, number } = current;
      return { ...cloudProperties(inputs, cloud, action, { current, state }), projectId, number };
    });
    return outputs(changed, labelState(inputs, cloud));
  },

  delete(id, _state, cloud) {
    const projectId = id.replace(/^projects\//, "");
    const [lien] = cloud.store.list(liensOf(projectId));
    if (lien !== undefined) {
      const origin = String(lien.properties.origin);
      const text = `A lien to prevent deletion was placed on the project by [${origin}]. Remove the lien to allow deletion.`;
      throw badRequest(`deleting project ${projectId}`, text);
    }
    const project = findProject(cloud, projectId);
    if (project === undefined) return;
    for (const bucket of cloud.store.list(buckets)) {
      if (bucket.properties.project === projectId)
        cloud.store.delete(bucketName(String(bucket.properties.name)));
    }
    for (const name of namesBelowProject(projectId)) cloud.store.deleteBelow(name);
    cloud.store.delete(projectNumberName(String(project.number)));
    cloud.store.delete(projectName(projectId));
  },
};

function refuse(inputs: Values, cloud: GoogleCloud, action: string): void {
  const { orgId, billingAccount, folderId } = inputs;
  if (orgId === undefined && folderId === undefined) {
    throw forbidden(action, "Service accounts cannot create projects without a parent.");
  }
  if (folderId !== undefined)
    throw forbidden(action, `The caller does not have permission on folder ${String(folderId)}`);
  if (
    orgId !== undefined &&
    !cloud.world.organizations.includes(String(orgId).replace(/^organizations\//, ""))
  ) {
    throw forbidden(action, `The caller does not have permission on organization ${String(orgId)}`);
  }
  if (billingAccount !== undefined && !cloud.world.billingAccounts.includes(String(billingAccount))) {
    throw forbidden(
      action,
      `The caller does not have permission on billing account ${String(billingAccount)}`,
    );
  }
}

function cloudProperties(inputs: Values, cloud: GoogleCloud, action: string, before?: Before): Properties {
  return {
    name: inputs.name,
    ...(inputs.orgId === undefined ? {} : { orgId: inputs.orgId }),
    ...(inputs.billingAccount === undefined ? {} : { billingAccount: inputs.billingAccount }),
    labels: storedLabels(action, inputs, cloud, before),
  };
}

function outputs(stored: Properties, state: Values): Values {
  return { ...stored, ...labelOutputs(stored.labels as Record<string, string>, state) };
}
