import type { Values } from "../provider/resourceType.ts";
import { bucketLocations } from "./locations.ts";

const storageClasses = ["STANDARD", "MULTI_REGIONAL", "REGIONAL", "NEARLINE", "COLDLINE", "ARCHIVE"];
const lifecycleActions = ["Delete", "SetStorageClass", "AbortIncompleteMultipartUpload"];

/** https://cloud.google.com/storage/docs/bucket-lock: 100 years. */
const longestRetentionSeconds = 3_155_760_000;

/** https://cloud.google.com/storage/docs/soft-delete: 0, or 7 to 90 days. */
const softDeleteSeconds = { shortest: 604_800, longest: 7_776_000 };

/** One entry of `lifecycleRules`. */
export interface LifecycleRule {
  readonly action: { readonly type: string; readonly storageClass?: string };
  readonly condition: Readonly<Record<string, unknown>>;
}

/** Whether Cloud Storage accepts this name: https://cloud.google.com/storage/docs/buckets#naming */
export function isBucketName(name: string): boolean {
  const parts = name.split(".");
  const longest = parts.length > 1 ? 222 : 63;
  return (
    name.length >= 3 &&
    name.length <= longest &&
    /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(name) &&
    parts.every((part) => part.length > 0 && part.length <= 63) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !name.startsWith("goog") &&
    !/g[o0]{2}gle/.test(name)
  );
}

/** The API's error for these inputs, in its own words; undefined when it would accept them. */
export function bucketFault(inputs: Values): string | undefined {
  const location = String(inputs.location);
  if (!bucketLocations.has(location.toUpperCase()))
    return `The specified location constraint is not valid: '${location}'`;
  if (inputs.storageClass !== undefined && !storageClasses.includes(String(inputs.storageClass))) {
    return `Invalid storage class: '${String(inputs.storageClass)}'`;
  }
  const prevention = inputs.publicAccessPrevention;
  if (prevention !== undefined && prevention !== "inherited" && prevention !== "enforced") {
    return `Invalid value for public access prevention: '${String(prevention)}'`;
  }
  const rules = (inputs.lifecycleRules ?? []) as LifecycleRule[];
  return rules.map(ruleFault).find((fault) => fault !== undefined) ?? retentionFault(inputs);
}

function ruleFault({ action, condition }: LifecycleRule): string | undefined {
  if (!lifecycleActions.includes(action.type)) return `Unknown lifecycle action: '${action.type}'`;
  if (action.type === "SetStorageClass" && !storageClasses.includes(action.storageClass ?? "")) {
    return `Invalid storage class in a lifecycle rule: '${action.storageClass ?? ""}'`;
  }
  const { age, sendAgeIfZero } = condition;
  if (typeof age === "number" && (age < 0 || !Number.isInteger(age)))
    return `Invalid age in a lifecycle rule: ${age}`;
  const given = Object.entries(condition).filter(
    ([, value]) => value !== undefined && value !== "" && value !== false,
  );
  const meaningful = given.filter(
    ([name, value]) => name !== "sendAgeIfZero" && !(name === "age" && value === 0),
  );
  if (meaningful.length === 0 && !(age === 0 && sendAgeIfZero === true))
    return "A lifecycle rule needs a condition";
  return undefined;
}

function retentionFault(inputs: Values): string | undefined {
  const retention = inputs.retentionPolicy as { retentionPeriod: string | number } | undefined;
  if (retention !== undefined) {
    const seconds = Number(retention.retentionPeriod);
    if (!(seconds > 0 && seconds <= longestRetentionSeconds)) return `Invalid retention period: ${seconds}`;
    if ((inputs.versioning as { enabled?: boolean } | undefined)?.enabled === true) {
      return "Retention policy and object versioning cannot both be enabled on a bucket";
    }
  }
  const softDelete = inputs.softDeletePolicy as { retentionDurationSeconds?: number } | undefined;
  const seconds = softDelete?.retentionDurationSeconds ?? 0;
  if (seconds !== 0 && (seconds < softDeleteSeconds.shortest || seconds > softDeleteSeconds.longest)) {
    return `Invalid soft delete retention duration: ${seconds} seconds`;
  }
  return undefined;
}
