import { z } from "zod";
import { apiPattern } from "./apis.ts";
import { groupPattern } from "./naming.ts";
import { specialCase } from "./special-cases/schema.ts";

/**
 * The format of `infra/gcp/infra.yaml`: upstream's (facts/upstream.md §2), extended for staging projects.
 *
 * The schema judges one value at a time; what concerns several values is a rule (folder `rules`). Its descriptions
 * and examples serve messages, the JSON Schema and the reference page. A predicate such as `must be …` completes a
 * message that starts with the name of the field.
 */

/** Artifact Registry takes 10 cleanup policies per repository; one is the delete policy. The gcp plugin does not check (facts/gcp-provider.md). */
export const maxKeepRules = 9;

/** Labels of one project: https://cloud.google.com/resource-manager/docs/labels-overview#requirements */
const maxLabels = 64;

const managedBy = z
  .string()
  .min(1)
  .meta({
    description: "The script or program that manages the project; overrides the one of the section.",
    examples: ["stacks/staging.ts"],
  });

/**
 * A cleanup policy id: Google documents no characters, so these are the ones that every Google Cloud name may have.
 * The delete policy's own id starts with `delete-`.
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

/** Image names inside the repository. An address is a likely mistake, and as a prefix it would match nothing. */
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

/** One exception from the retention. */
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
        description: "Keep versions with a tag that starts with one of these; excludes `most_recent`.",
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

/** How long images stay. */
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
        description: "True: nothing is deleted, Artifact Registry only logs what it would delete.",
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

/** One entry of `infra.staging.projects`; every key may be left out. */
export const stagingEntry = z
  .strictObject({
    managed_by: managedBy.optional(),
    sig: z
      .string()
      .regex(
        /^(sig|wg|committee)-[a-z0-9]+(-[a-z0-9]+)*$/,
        "must name a SIG, working group or committee: sig-…, wg-… or committee-…",
      )
      .optional()
      .meta({ description: "The SIG that owns the project.", examples: ["sig-node"] }),
    profile: z
      .enum(["images", "build-only"])
      .default("images")
      .meta({
        description:
          "What is provisioned: `images` everything, `build-only` a project to run Cloud Build in.",
        examples: ["build-only"],
      }),
    state: z
      .enum(["active", "frozen", "retired"])
      .default("active")
      .meta({
        description:
          "`frozen`: nobody writes images any more. `retired`: frozen and no longer protected, so that a later change may remove the entry; nothing is deleted by that.",
        examples: ["frozen"],
      }),
    group: z
      .string()
      .regex(groupPattern, "must be the lower case address of a group in kubernetes.io")
      .optional()
      .meta({
        description:
          "The Google Group that writes images; k8s-infra-staging-<name>@kubernetes.io when left out.",
        examples: ["k8s-infra-staging-kind@kubernetes.io"],
      }),
    apis: z
      .array(
        z
          .string()
          .regex(apiPattern, "must be a Google API, as `compute` or `compute.googleapis.com`")
          .meta({ description: "A service name, short or full.", examples: ["compute"] }),
      )
      .default([])
      .meta({
        description: "Google APIs on top of the ones that every project has.",
        examples: [["compute", "oslogin"]],
      }),
    labels: z
      .record(
        z
          .string()
          .regex(
            /^[a-z][a-z0-9_-]{0,62}$/,
            "must be 1 to 63 lower case letters, digits, _ and -, starting with a letter",
          )
          .regex(/^(?!goog)/, "must not start with `goog`, which Google keeps for itself"),
        z
          .string()
          .regex(/^[a-z0-9_-]{0,63}$/, "must be at most 63 lower case letters, digits, _ and -")
          .meta({ description: "The label's value; may be empty.", examples: ["kind"] }),
      )
      .refine((labels) => Object.keys(labels).length <= maxLabels, `has more than ${maxLabels} labels`)
      .default({})
      .meta({ description: "Labels of the project.", examples: [{ area: "networking" }] }),
    // The defaults of the fields inside hold for an entry without this key, too.
    retention: retention.prefault({}),
  })
  .meta({
    description: "A staging project; nothing after the colon means all defaults.",
    examples: [{ sig: "sig-node" }],
  });

/** One entry of any other type. Text instead of a map is an irregularity of upstream's file, read as `managed_by`. */
export const otherEntry = z
  .union([z.strictObject({ managed_by: managedBy.optional() }), z.string().min(1)])
  .meta({
    description: "A project that other programs provision.",
    examples: [{ managed_by: "infra/gcp/terraform" }],
  });

function section(entry: z.ZodType, more: z.ZodRawShape = {}) {
  return z
    .strictObject({
      ...more,
      managed_by: managedBy.optional().meta({
        description: "The script or program that manages the projects of this section.",
        examples: ["stacks/prod.ts"],
      }),
      projects: z.record(z.string(), entry.nullable()).meta({
        description: "The projects by id, in alphabetical order.",
        examples: [{}],
      }),
    })
    .meta({ examples: [{ projects: {} }] });
}

const specialCases = z
  .array(specialCase)
  .optional()
  .meta({
    description: "What single projects have on top of what every staging project has.",
    examples: [[]],
  });

const other = () => section(otherEntry).optional();

/** The whole file. */
export const inventoryFile = z
  .strictObject({
    infra: z
      .strictObject({
        e2e: other().describe("Projects that end-to-end tests run in."),
        prod: other().describe("Production."),
        prow: other().describe("The build clusters."),
        public: other().describe("Projects that serve the public, other than images."),
        purgatory: other().describe("Projects on their way out."),
        release: other().describe("Projects of the release process."),
        releng: other().describe("Projects of Release Engineering."),
        sandbox: other().describe("Experiments."),
        staging: section(stagingEntry, { special_cases: specialCases })
          .optional()
          .describe("Staging projects, one per subproject."),
      })
      .meta({ description: "The projects by type.", examples: [{ staging: { projects: {} } }] }),
  })
  .meta({ description: "All Google Cloud projects of the Kubernetes infrastructure." });

/** An entry as the file states it, defaults filled in, names still in snake_case. */
export type StagingEntry = z.output<typeof stagingEntry>;
