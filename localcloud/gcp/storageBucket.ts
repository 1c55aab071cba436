import type { ResourceType, Values } from "../provider/resourceType.ts";
import { isUnknown } from "../provider/unknown.ts";
import { asStored, type Properties } from "../store/objectFile.ts";
import { ApiError } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { createDefaultBucketPolicy } from "./iam/defaultBucketPolicy.ts";
import { labelFaults, labelOutputs, labelState, plannedLabels, storedLabels, type Before } from "./labels.ts";
import { bucketMultiRegions } from "./locations.ts";
import { bucketName } from "./names.ts";
import { findProject, projectOf, requireService } from "./projects.ts";
import { bucketFault, isBucketName } from "./storageBucketRules.ts";
import { bucketFields } from "./storageBucketFields.ts";

const takenByOthers =
  "The requested bucket name is not available. The bucket namespace is shared by all users of the system. " +
  "Please select a different name and try again.";
const ownAlready = "Your previous request to create the named bucket succeeded and you already own it.";

/**
 * gcp.storage.Bucket: id `<name>`, imported by `<project>/<name>`. With the name alone and a provider without a default
 * project, the imported project is empty, so a program that sets it would replace the bucket (terraform-provider-google 7.45,
 * resource_storage_bucket.go: resourceStorageBucketStateImporter and setStorageBucket).
 */
export const storageBucket: ResourceType<GoogleCloud> = {
  token: "gcp:storage/bucket:Bucket",
  fields: bucketFields,
  autonamed: true,
  computed: ["projectNumber", "selfLink", "url", "timeCreated", "updated", "effectiveLabels"],

  check({ labels }) {
    if (labels === undefined || isUnknown(labels)) return [];
    const keys = Object.keys(labels as Values).map((key): [string, string] => [key, ""]);
    return labelFaults(Object.fromEntries(keys)).map((reason) => ({ property: "labels", reason }));
  },

  planned: plannedLabels,

  create(inputs, cloud) {
    const name = String(inputs.name);
    const action = `creating bucket ${name}`;
    const project = projectOf(inputs, cloud);
    refuse(inputs, cloud, action);
    const owner = findProject(cloud, project);
    if (owner === undefined) throw invalid(action, `Unknown project id: ${project}`);
    requireService(cloud, String(owner.projectId), "storage-api.googleapis.com", action);
    if (owner.billingAccount === undefined) {
      const message = "The billing account for the owning project is disabled in state absent";
      throw new ApiError(action, 403, "accountDisabled", message);
    }
    if (cloud.world.buckets.includes(name)) throw conflict(action, takenByOthers);
    const now = new Date().toISOString();
    const properties = {
      ...cloudProperties(inputs, cloud, action),
      name,
      project: String(owner.projectId),
      projectNumber: Number(owner.number),
      timeCreated: now,
      updated: now,
    };
    cloud.store.create(bucketName(name), properties, () => conflict(action, ownAlready));
    createDefaultBucketPolicy(cloud, name, String(owner.projectId), inputs.uniformBucketLevelAccess === true);
    return {
      id: name,
      outputs: outputs(properties, labelState(inputs, cloud)),
    };
  },

  read(id, state, cloud) {
    const [name = "", stated] = id.split("/").reverse();
    const found = isBucketName(name) ? cloud.store.read(bucketName(name)) : undefined;
    if (found === undefined) return undefined;
    const known = state.project ?? stated ?? (cloud.project === undefined ? "" : found.project);
    return { id: name, outputs: { ...outputs(found, state), project: known } };
  },

  update(id, state, inputs, cloud) {
    const action = `updating bucket ${id}`;
    refuse(inputs, cloud, action);
    const changed = cloud.store.modify(bucketName(id), (current) => {
      if (current === undefined) {
        throw new ApiError(action, 404, "notFound", "The specified bucket does not exist.");
      }
      const { name, project, projectNumber, timeCreated } = current;
      const next = {
        ...cloudProperties(inputs, cloud, action, { current, state }),
        name,
        project,
        projectNumber,
        timeCreated,
      };
      return { ...next, updated: new Date().toISOString() };
    });
    return outputs(changed, labelState(inputs, cloud));
  },

  delete(id, _state, cloud) {
    cloud.store.remove(bucketName(id));
  },
};

function invalid(action: string, message: string): ApiError {
  return new ApiError(action, 400, "invalid", message);
}

function conflict(action: string, message: string): ApiError {
  return new ApiError(action, 409, "conflict", message);
}

function refuse(inputs: Values, cloud: GoogleCloud, action: string): void {
  const name = String(inputs.name);
  if (!isBucketName(name)) throw invalid(action, `Invalid bucket name: '${name}'`);
  if (name.includes(".")) {
    // https://cloud.google.com/storage/docs/domain-name-verification: no domain is verified in this world.
    const message = "The bucket you tried to create is a domain name owned by another user.";
    throw new ApiError(action, 403, "forbidden", message);
  }
  const fault = bucketFault(inputs);
  if (fault !== undefined) throw invalid(action, fault);
  const logBucket = (inputs.logging as { logBucket?: string } | undefined)?.logBucket;
  if (logBucket === undefined || cloud.world.buckets.includes(logBucket)) return;
  if (!isBucketName(logBucket) || cloud.store.read(bucketName(logBucket)) === undefined) {
    throw invalid(action, `The target bucket for logging '${logBucket}' does not exist`);
  }
}

/** All properties that the inputs determine, with the API's own defaults. */
function cloudProperties(inputs: Values, cloud: GoogleCloud, action: string, before?: Before): Properties {
  const location = String(inputs.location).toUpperCase();
  const { logging, lifecycleRules, retentionPolicy, versioning, storageClass, requesterPays } = inputs;
  const { defaultEventBasedHold } = inputs;
  const target = logging as { logBucket: string; logObjectPrefix?: string } | undefined;
  return asStored({
    ...{ lifecycleRules, retentionPolicy, versioning, storageClass, requesterPays, defaultEventBasedHold },
    location,
    // The API's default prefix of log objects is the bucket's own name.
    logging: target && {
      logBucket: target.logBucket,
      logObjectPrefix: target.logObjectPrefix ?? inputs.name,
    },
    publicAccessPrevention: inputs.publicAccessPrevention ?? "inherited",
    uniformBucketLevelAccess: inputs.uniformBucketLevelAccess ?? false,
    softDeletePolicy: inputs.softDeletePolicy ?? { retentionDurationSeconds: 604_800 },
    rpo: inputs.rpo ?? (bucketMultiRegions.has(location) ? "DEFAULT" : undefined),
    labels: storedLabels(action, inputs, cloud, before),
  });
}

function outputs(stored: Properties, state: Values): Values {
  const name = String(stored.name);
  return {
    ...stored,
    ...labelOutputs(stored.labels as Record<string, string>, state),
    url: `gs://${name}`,
    selfLink: `https://www.googleapis.com/storage/v1/b/${name}`,
  };
}
