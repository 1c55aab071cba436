import { number, object, objectSet, string, strings } from "../provider/shapes.ts";

/** One entry of `cleanupPolicies`. */
export interface CleanupPolicy {
  readonly id: string;
  readonly action?: string;
  readonly condition?: Readonly<Record<string, unknown>>;
  readonly mostRecentVersions?: { readonly keepCount?: number };
}

/** https://cloud.google.com/artifact-registry/docs/repositories/cleanup-policy: limits and structure. */
const mostPolicies = 10;
const longestId = 127;

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** The plugin converts all of these units: the SDK's own examples use `30d`. */
const durationPattern = /^(\d+(?:\.\d{1,9})?)([smhd])$/;

/** A duration in seconds; undefined when the text is not a duration. */
export function durationSeconds(text: string): number | undefined {
  const [, amount, unit] = durationPattern.exec(text) ?? [];
  return amount === undefined || unit === undefined
    ? undefined
    : Number(amount) * (secondsPerUnit[unit] ?? 0);
}

const sameDuration = (a: unknown, b: unknown): boolean =>
  durationSeconds(String(a)) === durationSeconds(String(b));

/** The field `cleanupPolicies`; the values that the real plugin checks are in gcp-provider.md. */
export const cleanupPoliciesField = objectSet({
  id: string("required"),
  action: string({ oneOf: ["DELETE", "KEEP"] }),
  condition: object({
    tagState: string("computed", { oneOf: ["TAGGED", "UNTAGGED", "ANY"] }),
    tagPrefixes: strings(),
    versionNamePrefixes: strings(),
    packageNamePrefixes: strings(),
    olderThan: string({ same: sameDuration }),
    newerThan: string({ same: sameDuration }),
  }),
  mostRecentVersions: object({ keepCount: number(), packageNamePrefixes: strings() }),
});

/** The API's error for these policies; undefined when it would accept them. */
export function cleanupPoliciesFault(policies: readonly CleanupPolicy[]): string | undefined {
  if (policies.length > mostPolicies) {
    return `a repository can have at most ${mostPolicies} cleanup policies, got ${policies.length}`;
  }
  const ids = policies.map((policy) => policy.id);
  const duplicate = ids.find((id, index) => ids.indexOf(id) !== index);
  if (duplicate !== undefined) return `duplicate cleanup policy id "${duplicate}"`;
  return policies.map(policyFault).find((fault) => fault !== undefined);
}

function policyFault(policy: CleanupPolicy): string | undefined {
  const { id, action, condition, mostRecentVersions } = policy;
  const say = (fault: string) => `invalid cleanup policy "${id}": ${fault}`;
  if (id.length === 0 || id.length > longestId) return say(`the id must have 1 to ${longestId} characters`);
  if (action === undefined || action === "") return say("the action must be DELETE or KEEP");
  if (condition !== undefined && mostRecentVersions !== undefined) {
    return say("condition and most_recent_versions exclude each other");
  }
  if (condition === undefined && mostRecentVersions === undefined) {
    return say("one of condition and most_recent_versions is required");
  }
  if (mostRecentVersions !== undefined) {
    if (action !== "KEEP") return say("most_recent_versions is allowed with KEEP only");
    const { keepCount } = mostRecentVersions;
    if (keepCount !== undefined && !(Number.isInteger(keepCount) && keepCount > 0)) {
      return say(`keep_count must be a positive whole number, not ${keepCount}`);
    }
  }
  for (const property of ["olderThan", "newerThan"] as const) {
    const value = condition?.[property];
    if (typeof value === "string" && durationSeconds(value) === undefined) {
      return say(`${property} "${value}" is no duration such as 7776000s`);
    }
  }
  if (condition?.tagState === "UNTAGGED" && ((condition.tagPrefixes ?? []) as string[]).length > 0) {
    return say("tag_prefixes need tag_state TAGGED");
  }
  return undefined;
}
