import * as z from "zod";
import { accessChange } from "../access/schema.ts";
import { promotionChange } from "./promotion/schema.ts";

/**
 * The JSON report of a change, as printed by `infra plan STACK --base REV --format json`. Keys may be added; none is
 * removed or changes its meaning without a new `version`. schemas/change-report.schema.json is the same as JSON Schema.
 */

/** Ordered from most to least severe. */
export const operations = ["refuse", "delete", "forget", "update", "state", "create"] as const;

const count = z.int().min(0);

const revision = z.strictObject({
  revision: z.string().describe("As it was typed."),
  commit: z.string().describe("The commit's whole hash."),
});

const tally = z
  .strictObject({ refuse: count, delete: count, forget: count, update: count, state: count, create: count })
  .describe("Resources by operation.");

const property = z.strictObject({
  path: z
    .string()
    .describe("The input, such as `retention.days` or `cleanupPolicies[0].id`; `protect` as well."),
  before: z.unknown().optional().describe("Absent when there was none."),
  after: z.unknown().optional().describe("Absent when there is none any more."),
});

const change = z.strictObject({
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  operation: z
    .enum(operations)
    .describe(
      "refuse: it would leave, but is protected; delete: deleted in the cloud; forget: leaves Pulumi's state and stays in the cloud; update: inputs differ, which may replace it; state: only protection differs; create.",
    ),
  properties: z.array(property).describe("What differs, for update and state; empty otherwise."),
});

const owner = z.strictObject({
  name: z.string().describe("A project's id, a group's address, or what else a resource's name starts with."),
  kind: z.string().describe("The component that makes it, such as StagingProject."),
  presence: z.enum(["new", "changed", "gone"]),
  tally,
  changes: z.array(change),
});

const jobChange = z.strictObject({
  project: z.string().describe("The staging project whose build it is."),
  name: z.string(),
  operation: z.enum(["create", "update", "delete"]),
  properties: z.array(property).describe("What differs, for update; empty otherwise."),
});

const diagnostic = z.strictObject({
  rule: z.string(),
  severity: z.enum(["error", "warning"]),
  file: z.string(),
  line: z.int(),
  column: z.int(),
  message: z.string(),
  hint: z.string(),
});

const ruleFile = z.strictObject({
  file: z.string(),
  about: z.string(),
  properties: z.array(property).describe("What differs, by the keys of the file."),
});

export const levels = ["refused", "high", "medium", "low", "none"] as const;

const risk = z.strictObject({
  level: z.enum(levels).describe("refused: it cannot be merged or applied as it is."),
  reasons: z
    .array(z.strictObject({ level: z.enum(levels), text: z.string() }))
    .describe("The gravest first; each in one sentence."),
});

const violation = z.strictObject({
  rule: z.string(),
  severity: z.enum(["critical", "high", "medium", "low"]),
  urn: z.string(),
  message: z.string(),
  remediation: z.string(),
  url: z.string(),
});

const policy = z
  .strictObject({
    violations: z.array(violation).describe("What the change brings; the worst first."),
    excepted: z.array(violation).describe("What it brings, but for an exception that holds."),
    before: count.describe("Violations of what it touches that were there before."),
  })
  .describe("What the policies say of what the change touches.");

export const changeReport = z
  .strictObject({
    version: z.literal(1),
    stack: z.string(),
    base: revision,
    head: z.strictObject({
      commit: z.string(),
      dirty: z.boolean().describe("True when files of the working tree differ from the commit."),
    }),
    notCovered: z
      .array(z.string())
      .describe("Changed files that are not data: their effect is not in this report. Empty with --program."),
    rules: z
      .array(ruleFile)
      .describe("Changed files of the data that make no resource, but say what is allowed or set."),
    promotion: z
      .array(promotionChange)
      .describe("What is promoted, which is in no stack: kpromo copies it after the merge. By directory."),
    risk,
    tally,
    owners: z.array(owner).describe("By name, the gravest operation first."),
    prowJobs: z
      .array(jobChange)
      .describe(
        "Prow jobs of builds, which are in no stack: `infra jobs image-pushing` writes them to kubernetes/test-infra.",
      ),
    access: z.array(accessChange).describe("Effective, through groups and service accounts; by address."),
    checks: z
      .array(diagnostic)
      .describe(
        "What `infra check --base` says, without the lists of images that the change does not concern.",
      ),
    policy,
  })
  .meta({ title: "Change report", description: "What merging a change does to one stack." });

export type ChangeReport = z.output<typeof changeReport>;
export type Operation = (typeof operations)[number];
export type Tally = z.output<typeof tally>;
export type Property = z.output<typeof property>;
export type Change = z.output<typeof change>;
export type Owner = z.output<typeof owner>;
export type JobChange = z.output<typeof jobChange>;
export type RuleFile = z.output<typeof ruleFile>;
export type Risk = z.output<typeof risk>;
export type Reason = Risk["reasons"][number];
export type Level = (typeof levels)[number];
export type Policy = z.output<typeof policy>;
