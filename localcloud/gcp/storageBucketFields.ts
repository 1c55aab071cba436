import type { Fields } from "../provider/resourceType.ts";

const ignoreCase = (a: unknown, b: unknown): boolean => String(a).toUpperCase() === String(b).toUpperCase();

/** The inputs of gcp.storage.Bucket that localcloud models; Check rejects all others. */
export const bucketFields: Fields = {
  location: { shape: "string", required: true, replaces: true, same: ignoreCase },
  // The real plugin can generate a name; nothing here is ever named at random.
  name: { shape: "string", required: true, replaces: true },
  project: { shape: "string", replaces: true, computed: true },
  forceDestroy: { shape: "boolean", default: false, stateOnly: true },
  deletionPolicy: { shape: "string", default: "DELETE", stateOnly: true },
  labels: { shape: { map: "string" } },
  storageClass: { shape: "string", default: "STANDARD" },
  uniformBucketLevelAccess: { shape: "boolean", computed: true },
  publicAccessPrevention: { shape: "string", computed: true },
  requesterPays: { shape: "boolean" },
  defaultEventBasedHold: { shape: "boolean" },
  rpo: { shape: "string", computed: true },
  versioning: { shape: { object: { enabled: { shape: "boolean", required: true } } }, computed: true },
  logging: {
    shape: {
      object: {
        logBucket: { shape: "string", required: true },
        logObjectPrefix: { shape: "string", computed: true },
      },
    },
  },
  retentionPolicy: {
    shape: {
      object: {
        retentionPeriod: { shape: "string", required: true, same: ignoreCase },
        isLocked: { shape: "boolean" },
      },
    },
  },
  softDeletePolicy: {
    shape: { object: { retentionDurationSeconds: { shape: "number", computed: true } } },
    computed: true,
  },
  lifecycleRules: {
    shape: {
      set: {
        object: {
          action: {
            shape: {
              object: { type: { shape: "string", required: true }, storageClass: { shape: "string" } },
            },
            required: true,
          },
          condition: {
            shape: {
              object: {
                age: { shape: "number" },
                createdBefore: { shape: "string" },
                customTimeBefore: { shape: "string" },
                daysSinceCustomTime: { shape: "number" },
                daysSinceNoncurrentTime: { shape: "number" },
                matchesPrefixes: { shape: { list: "string" } },
                matchesStorageClasses: { shape: { list: "string" } },
                matchesSuffixes: { shape: { list: "string" } },
                noncurrentTimeBefore: { shape: "string" },
                numNewerVersions: { shape: "number" },
                sendAgeIfZero: { shape: "boolean" },
                withState: { shape: "string", computed: true },
              },
            },
            required: true,
          },
        },
      },
    },
  },
};
