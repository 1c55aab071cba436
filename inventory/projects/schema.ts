import * as z from "zod";
import { apiPattern } from "./apis.ts";
import {
  groupPattern,
  projectIdLength,
  projectIdPattern,
  stagingNameLength,
  stagingPrefix,
} from "./naming.ts";
import { retention } from "./retention/schema.ts";
import { specialCase } from "./special-cases/schema.ts";

/**
 * The format of `infra/gcp/infra.yaml`: upstream's (facts/upstream.md §2) with extensions for staging projects.
 *
 * The schema checks one value at a time; checks across values are rules (folder `rules`). Its descriptions and examples
 * feed messages, the JSON Schema and the reference page. A predicate such as `must be …` completes a message that
 * starts with the name of the field.
 */

/** Maximum number of labels: https://cloud.google.com/resource-manager/docs/labels-overview#requirements */
const maxLabels = 64;

/**
 * Patterns for project ids, for editors only. The schema accepts any string, because the rule in `rules/ids.ts`
 * explains more than a pattern can.
 */
const ids = {
  other: {
    pattern: projectIdPattern.source,
    minLength: projectIdLength.min,
    maxLength: projectIdLength.max,
    patternErrorMessage: "must be a project id: lower case letters, digits and hyphens",
  },
  staging: {
    pattern: `^${stagingPrefix}[a-z0-9-]*[a-z0-9]$`,
    maxLength: projectIdLength.max,
    patternErrorMessage: `must be ${stagingPrefix}<name>, the name of at most ${stagingNameLength} lower case letters, digits and hyphens`,
  },
};

const managedBy = z
  .string()
  .min(1)
  .meta({
    description: "The script or program that manages the project; overrides the one of the section.",
    examples: ["stacks/staging.ts"],
  });

/** One entry of `infra.staging.projects`; every key is optional. */
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
      .meta({
        description:
          "The SIG, working group or committee that owns the project; nobody has said when left out.",
        examples: ["sig-node"],
      }),
    profile: z
      .enum(["images", "build-only"])
      .default("images")
      .meta({
        description:
          "What is made. `images`: repositories, buckets and a group of writers. `build-only`: a project to run Cloud Build in, and nothing else.",
        examples: ["build-only"],
      }),
    state: z
      .enum(["active", "frozen", "retired"])
      .default("active")
      .meta({
        description:
          "Where the project is in its life. `active`: everything is made and protected. `frozen`: nobody writes images any more, everything stays. `retired`: frozen and no longer protected, so that the entry may be removed from `read_only_until` on; nothing is deleted by that.",
        examples: ["frozen"],
      }),
    read_only_until: z.iso
      .date("must be a day as YYYY-MM-DD")
      .optional()
      .meta({
        description:
          "Of a retired project, which must say it: everybody can read its images until then, nobody pushes, and none is deleted. From that day on the entry may be removed.",
        examples: ["2027-03-01"],
      }),
    group: z
      .string()
      .regex(groupPattern, "must be the lower case address of a group in kubernetes.io")
      .optional()
      .meta({
        description:
          "The Google Group whose members write images, for projects that share one; k8s-infra-staging-<name>@kubernetes.io when left out.",
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
        description:
          "Google APIs on top of the ones that every project has (Artifact Registry, Cloud Build, KMS, Secret Manager, Storage and others). Refused: containerregistry, which is retired, and containeranalysis and containerscanning, for their cost.",
        examples: [["compute", "oslogin"]],
      }),
    labels: z
      .record(
        z
          .string()
          .meta({ title: "label" })
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
      .meta({
        description: "Labels of the project, at most 64.",
        examples: [{ area: "networking" }],
        maxProperties: maxLabels,
      }),
    // Applies the defaults of the inner fields when the key is missing.
    retention: retention.prefault({}),
  })
  .meta({
    description: "A staging project; nothing after the colon means all defaults.",
    examples: [{ sig: "sig-node" }],
  });

/** One entry of any other type. A string instead of a map is an irregularity of upstream's, read as `managed_by`. */
export const otherEntry = z
  .union([
    z.strictObject({ managed_by: managedBy.optional() }),
    z.string().min(1).meta({ description: "Read as `managed_by`." }),
  ])
  .meta({
    description: "A project that other programs provision; nothing after the colon is enough.",
    examples: [{ managed_by: "infra/gcp/terraform" }],
  });

function section(entry: z.ZodType, names: Readonly<Record<string, unknown>>, more: z.ZodRawShape = {}) {
  return z
    .strictObject({
      ...more,
      managed_by: managedBy.optional().meta({
        description: "The script or program that manages the projects of this section.",
        examples: ["stacks/prod.ts"],
      }),
      projects: z.record(z.string().meta({ title: "project", ...names }), entry.nullable()).meta({
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

const otherSection = section(otherEntry, ids.other).meta({ id: "section", title: "infra.<other section>" });
const other = () => otherSection.optional();

/** The file `infra.yaml`. */
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
        staging: section(stagingEntry, ids.staging, { special_cases: specialCases })
          .optional()
          .describe("Staging projects, one per subproject."),
      })
      .meta({ description: "The projects by type.", examples: [{ staging: { projects: {} } }] }),
  })
  .meta({
    description:
      "The Google Cloud projects of the Kubernetes image registry. Nothing after the colon of a staging project means all defaults.",
  });

/** A validated entry with defaults filled in; keys are still in snake_case. */
export type StagingEntry = z.output<typeof stagingEntry>;
