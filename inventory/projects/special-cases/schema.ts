import * as z from "zod";
import { projectIdPattern } from "../naming.ts";

/**
 * The format of `infra.staging.special_cases`: what single projects have in addition to the standard staging project
 * (facts/upstream.md §1.1, "Special cases in the script"). As in `inventory/projects/schema.ts`, checks across values are rules.
 */

const day = (description: string, example: string) =>
  z.iso.date("must be a day as YYYY-MM-DD").meta({ description, examples: [example] });

/** Predefined roles, and custom roles by full name: https://cloud.google.com/iam/docs/roles-overview */
const role = z
  .string()
  .regex(
    /^(roles\/[a-zA-Z0-9_.]+|(projects|organizations)\/[a-z0-9-]+\/roles\/[a-zA-Z0-9_.]+)$/,
    "must be a role by its full name, such as `roles/viewer`",
  )
  .meta({ description: "The role, by its full name.", examples: ["roles/cloudkms.admin"] });

/**
 * Groups, service accounts and workloads, never people or the public:
 * https://cloud.google.com/iam/docs/principal-identifiers. The provider does not check members (facts/gcp-provider.md).
 */
const member = z
  .string()
  .regex(
    /^((group|serviceAccount):[^\sA-Z]+|principal(Set)?:\/\/\S+)$/,
    "must be `group:…`, `serviceAccount:…` with a lower case address, `principal://…` or `principalSet://…`",
  )
  .meta({
    description: "Who holds the role: a group, a service account or a workload.",
    examples: ["group:k8s-infra-release-admins@kubernetes.io"],
  });

const projectId = z
  .string()
  .regex(projectIdPattern, "must be a project id")
  .meta({ description: "The id of a project.", examples: ["k8s-staging-kind"] });

/** One role of one member on one resource. */
const grant = z
  .strictObject({
    role,
    member,
    mode: z
      .enum(["authoritative", "additive"])
      .default("authoritative")
      .meta({
        description:
          "`authoritative`: nobody but the declared members holds the role there. `additive`: others may, too, as Google's own members do, and as it must be on what is not ours.",
        examples: ["additive"],
      }),
    account: z
      .string()
      .optional()
      .meta({
        description: "On this service account of the project, by its id.",
        examples: ["gcb-builder-kind"],
      }),
    bucket: z
      .string()
      .optional()
      .meta({ description: "On this bucket of the project.", examples: ["k8s-staging-kind-gcb"] }),
    repository: z
      .enum(["images", "gcr.io"])
      .optional()
      .meta({ description: "On this image repository of the project.", examples: ["images"] }),
    project: projectId.optional().meta({
      description: "On a project that this program does not make; the staging project when left out.",
      examples: ["k8s-releng-prod"],
    }),
  })
  .meta({
    description: "A role on the project, or on what `account`, `bucket`, `repository` or `project` names.",
    examples: [{ role: "roles/viewer", member: "group:k8s-infra-release-viewers@kubernetes.io" }],
  });

export const specialCase = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,62}$/, "must be lower case letters, digits and hyphens, at most 63")
      .meta({ description: "The name of the special case.", examples: ["release-managers"] }),
    reason: z
      .string()
      .trim()
      .min(1)
      .meta({ description: "Why it is needed.", examples: ["builds keep their secrets with KMS"] }),
    date: day("The day on which it was last reviewed.", "2026-11-22"),
    expires: day(
      "The last day on which it holds; after it, every check fails until it is renewed or removed. Without it, it does not expire.",
      "2027-06-30",
    ).optional(),
    projects: z
      .array(projectId)
      .min(1)
      .meta({ description: "The staging projects that it is about.", examples: [["k8s-staging-kind"]] }),
    accounts: z
      .array(
        z
          .strictObject({
            id: z
              .string()
              .regex(
                /^[a-z]([a-z0-9-]{4,28}[a-z0-9])$/,
                "must be 6 to 30 lower case letters, digits and hyphens, starting with a letter",
              )
              .meta({
                description: "The account's id, what stands before the @.",
                examples: ["image-builder"],
              }),
            purpose: z
              .string()
              .trim()
              .min(1)
              .max(100, "has more than the 100 characters of a display name")
              .meta({
                description: "What it is for; its display name.",
                examples: ["Builds images for tests"],
              }),
          })
          .meta({ description: "A service account." }),
      )
      .default([])
      .meta({
        description: "Service accounts to make in the project, which needs the API iam.",
        examples: [[]],
      }),
    buckets: z
      .array(
        z
          .string()
          .regex(
            /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
            "must be a bucket name: 3 to 63 lower case letters, digits and hyphens",
          )
          .meta({ description: "The name of a bucket." }),
      )
      .default([])
      .meta({
        description: "Private buckets to make in the project, which needs the API storage-api.",
        examples: [["k8s-artifacts-sandbox"]],
      }),
    grants: z
      .array(grant)
      .default([])
      .meta({ description: "Roles to give, each to one member.", examples: [[]] }),
  })
  .meta({
    description: "What some projects have on top of what every staging project has.",
    examples: [{ id: "release-managers" }],
  });

/** A validated special case with defaults filled in. */
export type SpecialCaseEntry = z.output<typeof specialCase>;
/** A validated grant of a special case. */
export type GrantEntry = SpecialCaseEntry["grants"][number];
