import type { Fields } from "../provider/resourceType.ts";
import { boolean, map, number, object, objectSet, string, strings } from "../provider/shapes.ts";

const ignoreCase = (a: unknown, b: unknown): boolean => String(a).toUpperCase() === String(b).toUpperCase();

/** The inputs of gcp.storage.Bucket that localcloud models; Check rejects all others. */
export const bucketFields: Fields = {
  location: string("required", "replaces", { same: ignoreCase }),
  // The real plugin can generate a name; nothing here is ever named at random.
  name: string("required", "replaces"),
  project: string("replaces", "computed"),
  forceDestroy: boolean("stateOnly", { default: false }),
  deletionPolicy: string("stateOnly", { default: "DELETE" }),
  labels: map(),
  storageClass: string({ default: "STANDARD" }),
  uniformBucketLevelAccess: boolean("computed"),
  publicAccessPrevention: string("computed"),
  requesterPays: boolean(),
  defaultEventBasedHold: boolean(),
  rpo: string("computed"),
  versioning: object("computed", { enabled: boolean("required") }),
  logging: object({ logBucket: string("required"), logObjectPrefix: string("computed") }),
  retentionPolicy: object({ retentionPeriod: string("required", { same: ignoreCase }), isLocked: boolean() }),
  softDeletePolicy: object("computed", { retentionDurationSeconds: number("computed") }),
  lifecycleRules: objectSet({
    action: object("required", { type: string("required"), storageClass: string() }),
    condition: object("required", {
      age: number(),
      createdBefore: string(),
      customTimeBefore: string(),
      daysSinceCustomTime: number(),
      daysSinceNoncurrentTime: number(),
      matchesPrefixes: strings(),
      matchesStorageClasses: strings(),
      matchesSuffixes: strings(),
      noncurrentTimeBefore: string(),
      numNewerVersions: number(),
      sendAgeIfZero: boolean(),
      withState: string("computed"),
    }),
  }),
};
