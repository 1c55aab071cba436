import * as z from "zod";

/** The format of `retention` in an entry of `infra/gcp/infra.yaml`: how long to keep images. */

/**
 * Artifact Registry allows 10 cleanup policies per repository, and one is the delete policy. The gcp provider does not
 * check the limit (facts/gcp-provider.md).
 */
export const maxKeepRules = 9;

/**
 * A cleanup policy id. Google does not document its characters; these are valid in every Google Cloud name. The id of
 * the delete policy starts with `delete-`.
 */
const keepRuleId = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "must be 1 to 63 lower case letters, digits and hyphens, starting with a letter",
  )
  .regex(/^(?!delete-)/, "must not start with `delete-`, which names the policy that deletes")
  .meta({
    description: "The name of the keep rule, unique within the project.",
    examples: ["release-builders"],
  });

/** Prefix of an image name inside the repository. A registry address is a likely mistake, and would match nothing. */
const packagePrefix = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._/-]*$/,
    "must be the start of an image name: lower case letters, digits and . _ / -",
  )
  .regex(
    /^(?!gcr\.io\/|[a-z0-9-]+\.pkg\.dev\/)/,
    "must be an image name inside the repository, without the registry's address",
  )
  .meta({ description: "The start of an image name.", examples: ["image-builder"] });

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const tagPrefix = z
  .string()
  .regex(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/, "must be the start of a tag: letters, digits and . _ -")
  .meta({ description: "The start of a tag.", examples: ["v1."] });

/** One exception to the retention. */
export const keepRule = z
  .strictObject({
    id: keepRuleId,
    reason: z
      .string()
      .trim()
      .min(1)
      .meta({
        description: "Why these images must stay.",
        examples: ["release branches build with them"],
      }),
    owner: z
      .string()
      .trim()
      .min(1)
      .meta({
        description: "Who can say whether the rule is still needed.",
        examples: ["sig-release"],
      }),
    packages: z
      .array(packagePrefix)
      .min(1)
      .optional()
      .meta({
        description: "Keep images whose name starts with one of these; all images when left out.",
        examples: [["image-builder"]],
      }),
    tags: z
      .array(tagPrefix)
      .min(1)
      .optional()
      .meta({
        description:
          "Keep versions with a tag that starts with one of these; excludes `most_recent`. A rule has `packages`, `tags` or `most_recent`.",
        examples: [["v1.", "latest"]],
      }),
    most_recent: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .meta({
        description: "Keep this many of the newest versions of each image; excludes `tags`.",
        examples: [10],
      }),
  })
  .meta({
    description: "Images that are never deleted.",
    examples: [
      {
        id: "release-builders",
        reason: "release branches build with them",
        owner: "sig-release",
        tags: ["v1."],
      },
    ],
  });

/** How long to keep images. */
export const retention = z
  .strictObject({
    days: z
      .int()
      .min(1)
      .max(3650)
      .default(90)
      .meta({
        description: "Age in days after which an image is deleted.",
        examples: [90],
      }),
    dry_run: z
      .boolean()
      .default(true)
      .meta({
        description:
          "True: nothing is deleted, Artifact Registry only logs what it would delete. False: it deletes; read that log first.",
        examples: [false],
      }),
    keep: z
      .array(keepRule)
      .max(
        maxKeepRules,
        `has more than ${maxKeepRules} rules; Artifact Registry takes 10 policies, and one of them deletes`,
      )
      .default([])
      .meta({
        description: "Images that are never deleted, at most 9 rules.",
        examples: [
          [{ id: "tools", reason: "release branches need them", owner: "sig-release", tags: ["v1."] }],
        ],
      }),
  })
  .meta({
    description: "How long images stay in the project's repositories.",
    examples: [{ days: 90, dry_run: false }],
  });
