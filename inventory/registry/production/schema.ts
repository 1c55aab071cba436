import * as z from "zod";
import type { Format } from "../../yaml/validate.ts";
import { groupAddress, kubernetesAccount, projectId, state, subjectBelow } from "../fields.ts";

/**
 * The format of `infra/registry/production.yaml`. As in `inventory/projects/schema.ts`, the schema checks one value at a time;
 * checks across values are rules.
 */

/** Cloud Storage's maximum retention: https://cloud.google.com/storage/docs/bucket-lock#retention-periods */
const longestRetentionYears = 100;

/** "cannot exceed 100 UTF-8 bytes": https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts */
const longestPurpose = 100;

const groups = (description: string) =>
  z
    .array(groupAddress)
    .default([])
    .meta({ description, examples: [["k8s-infra-staging-cip-test@kubernetes.io"]] });

const location = z
  .strictObject({ state })
  .meta({ description: "A location with a repository `images`.", examples: [{ state: "retired" }] });

const account = z
  .strictObject({
    purpose: z
      .string()
      .trim()
      .min(1)
      .refine(
        (text) => Buffer.byteLength(text) <= longestPurpose,
        `must have at most ${longestPurpose} bytes`,
      )
      .meta({
        description: `What the account is for, in at most ${longestPurpose} bytes.`,
        examples: ["Copies images into production"],
        maxLength: longestPurpose,
      }),
    promotes: z
      .boolean()
      .default(false)
      .meta({ description: "It may write every repository of the project.", examples: [true] }),
    used_by: z
      .array(kubernetesAccount)
      .default([])
      .meta({
        description: "The Kubernetes service accounts of `workload_pool` that may act as it.",
        examples: [["test-pods/k8s-infra-gcr-promoter"]],
      }),
  })
  .meta({
    description: "A service account that jobs run as.",
    examples: [{ purpose: "Copies images into production", promotes: true }],
  });

const bucket = z
  .strictObject({
    state,
    retention_years: z
      .int()
      .min(1)
      .max(longestRetentionYears)
      .optional()
      .meta({
        description:
          "Nobody deletes or replaces an object before this age in years; no such limit when left out.",
        examples: [10],
      }),
    writers: groups("Groups that may write the bucket; artifact admins always may."),
  })
  .meta({ description: "A public bucket.", examples: [{ retention_years: 10 }] });

/** https://cloud.google.com/storage/docs/buckets#naming; names with dots need a verified domain. */
const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/,
    "must be a bucket name: 3 to 63 lower case letters, digits, - and _",
  )
  .regex(/^(?!goog)/, "must not start with `goog`, which Google keeps for itself")
  .meta({ title: "bucket" });

/** https://cloud.google.com/iam/docs/service-accounts-create: 6 to 30 characters. */
const accountId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    "must be a service account id: 6 to 30 lower case letters, digits and hyphens, starting with a letter",
  )
  .meta({ title: "account" });

const registry = z
  .strictObject({
    locations: z
      .record(z.string().meta({ title: "region" }), location.nullable())
      .refine((locations) => Object.keys(locations).length > 0, "must name at least one location")
      .meta({
        description: "Where there is a repository, by region.",
        examples: [{ "us-central1": { state: "active" } }],
        minProperties: 1,
      }),
    accounts: z
      .record(accountId, account)
      .default({})
      .meta({ description: "Service accounts that jobs run as, by id.", examples: [{}] }),
    writers: groups("Groups that may write every repository, by hand."),
    scan_readers: groups("Groups that see the project and its vulnerability reports."),
    buckets: z
      .record(bucketName, bucket.nullable())
      .default({})
      .meta({ description: "Public buckets, by name.", examples: [{}] }),
  })
  .meta({
    description: "A project that images are promoted into.",
    examples: [{ locations: { "us-central1": { state: "active" } } }],
  });

/** The file `production.yaml`. */
export const productionFile = z
  .strictObject({
    workload_pool: z
      .string()
      .regex(
        /^[a-z][a-z0-9-]*[a-z0-9]\.svc\.id\.goog$/,
        "must be an identity pool, as `<project>.svc.id.goog`",
      )
      .meta({
        description: "The identity pool of the cluster whose jobs promote.",
        examples: ["k8s-infra-prow-build-trusted.svc.id.goog"],
      }),
    registries: z
      .record(projectId, registry)
      .meta({ description: "The registries by project id.", examples: [{}] }),
  })
  .meta({ description: "The registries that images are promoted into." });

/** The validated file with defaults filled in; keys are still in snake_case. */
export type ProductionFile = z.output<typeof productionFile>;

export const productionFormat: Format = {
  schema: productionFile,
  firstKey: "registries",
  subject: subjectBelow(2),
  keyNoun: () => "key",
};
