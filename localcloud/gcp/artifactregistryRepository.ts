import type { ResourceType, Values } from "../provider/resourceType.ts";
import { boolean, map, object, string } from "../provider/shapes.ts";
import { asStored, type Properties } from "../store/objectFile.ts";
import { alreadyExists, badRequest, forbidden, notFound } from "./apiError.ts";
import {
  cleanupPoliciesFault,
  cleanupPoliciesField,
  type CleanupPolicy,
} from "./artifactregistryCleanupPolicies.ts";
import type { GoogleCloud } from "./cloud.ts";
import { labelOutputs, labelState, plannedLabels, storedLabels, type Before } from "./labels.ts";
import { repositoryLocations } from "./locations.ts";
import { repositoryName } from "./names.ts";
import { projectOf, requireService } from "./projects.ts";

/** https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories#Format */
const formats = ["DOCKER", "MAVEN", "NPM", "APT", "YUM", "PYTHON", "KFP", "GO", "GENERIC"];

const idPattern = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * https://cloud.google.com/artifact-registry/docs/transition/setup-gcr-repo: the required location of each gcr.io
 * domain.
 */
const domainLocations: ReadonlyMap<string, string> = new Map([
  ["gcr.io", "us"],
  ["us.gcr.io", "us"],
  ["eu.gcr.io", "europe"],
  ["asia.gcr.io", "asia"],
]);

/**
 * gcp.artifactregistry.Repository: id `projects/<p>/locations/<l>/repositories/<r>`, also imported by `<p>/<l>/<r>`
 * and, with the provider's project, `<l>/<r>`.
 */
export const artifactregistryRepository: ResourceType<GoogleCloud> = {
  token: "gcp:artifactregistry/repository:Repository",
  fields: {
    repositoryId: string("required", "replaces"),
    format: string("required", "replaces"),
    location: string("replaces", "computed"),
    project: string("replaces", "computed"),
    mode: string("replaces", { default: "STANDARD_REPOSITORY", oneOf: ["STANDARD_REPOSITORY"] }),
    description: string(),
    labels: map(),
    cleanupPolicies: cleanupPoliciesField,
    cleanupPolicyDryRun: boolean(),
    dockerConfig: object({ immutableTags: boolean() }),
    vulnerabilityScanningConfig: object("computed", {
      enablementConfig: string({ oneOf: ["INHERITED", "DISABLED"] }),
    }),
    deletionPolicy: string("stateOnly", { default: "DELETE" }),
  },
  computed: ["name", "createTime", "updateTime", "registryUri", "effectiveLabels"],

  planned: plannedLabels,

  create(inputs, cloud) {
    const project = projectOf(inputs, cloud);
    const location = inputs.location ?? cloud.region;
    if (typeof location !== "string") throw new Error("location: required field is not set");
    const repositoryId = String(inputs.repositoryId);
    const id = `projects/${project}/locations/${location}/repositories/${repositoryId}`;
    const action = `creating Repository ${id}`;
    requireService(cloud, project, "artifactregistry.googleapis.com", action);
    refuseName(repositoryId, location, project, action);
    refuse(inputs, action);
    const createTime = new Date().toISOString();
    const properties = {
      ...cloudProperties(inputs, cloud, action),
      ...{ repositoryId, location, project, createTime, updateTime: createTime },
    };
    cloud.store.create(repositoryName(id), properties, () =>
      alreadyExists(action, "the repository already exists."),
    );
    return { id, outputs: outputs(properties, labelState(inputs, cloud)) };
  },

  read(id, state, cloud) {
    const full = fullRepository(id, cloud);
    const found = full === undefined ? undefined : cloud.store.read(repositoryName(full));
    return found && { id: String(full), outputs: outputs(found, state) };
  },

  update(id, state, inputs, cloud) {
    const action = `updating Repository ${id}`;
    refuse(inputs, action);
    const changed = cloud.store.modify(repositoryName(id), (current) => {
      if (current === undefined) throw notFound(action, "Requested entity was not found.");
      const { repositoryId, location, project, createTime } = current;
      const kept = { repositoryId, location, project, createTime };
      return {
        ...cloudProperties(inputs, cloud, action, { current, state }),
        ...kept,
        updateTime: new Date().toISOString(),
      };
    });
    return outputs(changed, labelState(inputs, cloud));
  },

  delete(id, _state, cloud) {
    cloud.store.remove(repositoryName(id));
  },
};

/**
 * Expands any form of a repository's name in the SDK's documentation to the full name.
 *
 * @returns `projects/<p>/locations/<l>/repositories/<r>`; undefined when a part is missing.
 */
export function fullRepository(name: string, cloud: GoogleCloud, defaults: Values = {}): string | undefined {
  const parts = name.split("/");
  const isFull =
    parts.length === 6 && parts[0] === "projects" && parts[2] === "locations" && parts[4] === "repositories";
  const [repository, location, project] = isFull ? [parts[5], parts[3], parts[1]] : [...parts].reverse();
  const inProject = project ?? defaults.project ?? cloud.project;
  const inLocation = location ?? defaults.location ?? cloud.region;
  if ((!isFull && parts.length > 3) || !repository || !inLocation || !inProject) return undefined;
  return `projects/${String(inProject)}/locations/${String(inLocation)}/repositories/${repository}`;
}

function refuseName(repositoryId: string, location: string, project: string, action: string): void {
  if (!repositoryLocations.has(location)) {
    throw forbidden(action, `Permission denied on 'locations/${location}' (or it may not exist).`);
  }
  const domainLocation = domainLocations.get(repositoryId);
  if (domainLocation === undefined && !idPattern.test(repositoryId)) {
    throw badRequest(action, `invalid repository ID "${repositoryId}": must match ${idPattern.source}`);
  }
  if (domainLocation !== undefined && domainLocation !== location) {
    const rule = `a ${repositoryId} repository of project ${project} must be in location "${domainLocation}"`;
    throw badRequest(action, `${rule}, not "${location}"`);
  }
}

function refuse(inputs: Values, action: string): void {
  const { format, repositoryId } = inputs;
  if (!formats.includes(String(format))) {
    const type = "type.googleapis.com/google.devtools.artifactregistry.v1.Repository.Format";
    throw badRequest(action, `Invalid value at 'repository.format' (${type}), "${String(format)}"`);
  }
  if (domainLocations.has(String(repositoryId)) && format !== "DOCKER") {
    throw badRequest(action, `a ${String(repositoryId)} repository must have format DOCKER`);
  }
  const fault = cleanupPoliciesFault((inputs.cleanupPolicies ?? []) as CleanupPolicy[]);
  if (fault !== undefined) throw badRequest(action, fault);
}

function cloudProperties(inputs: Values, cloud: GoogleCloud, action: string, before?: Before): Properties {
  const { format, mode, description, cleanupPolicies, cleanupPolicyDryRun, dockerConfig } = inputs;
  const properties = { format, mode, description, cleanupPolicies, cleanupPolicyDryRun, dockerConfig };
  const { vulnerabilityScanningConfig = { enablementConfig: "INHERITED" } } = inputs;
  return asStored({
    ...properties,
    vulnerabilityScanningConfig,
    labels: storedLabels(action, inputs, cloud, before),
  });
}

function outputs(stored: Properties, state: Values): Values {
  const { repositoryId, location, project } = stored;
  return {
    ...stored,
    ...labelOutputs(stored.labels as Record<string, string>, state),
    name: repositoryId,
    registryUri: `${String(location)}-docker.pkg.dev/${String(project)}/${String(repositoryId)}`,
  };
}
