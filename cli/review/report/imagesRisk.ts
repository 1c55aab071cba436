import { isMap } from "../../../inventory/yaml/values.ts";
import { counted } from "../../../terminal/wording.ts";
import { inputsOf, reasonFor, type Evidence, type Inputs } from "./evidence.ts";
import { groupBy } from "./group.ts";
import { daysOf } from "./values.ts";
import type { Change, Level, Reason } from "./schema.ts";

/** Reports changes in what deletes images, and in how long nobody can delete objects. */
export function fromImages(changes: readonly Change[], evidence: Evidence): Reason[] {
  const inputs = inputsOf(evidence);
  const updates = changes.filter(({ operation }) => operation === "update");
  const found = updates.flatMap((change) =>
    verdictsOn(inputs(change)).map((verdict) => ({ change, verdict })),
  );
  const alike = groupBy(found, ({ verdict }) => JSON.stringify(verdict));
  const kept = updates.filter(({ properties }) =>
    properties.some(({ path }) => path.startsWith("retentionPolicy")),
  );
  return [
    ...[...alike.values()].flatMap((group) => {
      const { level, text } = group[0]!.verdict;
      return reasonFor(
        level,
        group.map(({ change }) => change),
        (whose) => `${text} in ${whose}.`,
      );
    }),
    ...reasonFor("high", kept, (whose) => `How long nobody can delete objects changes in ${whose}.`),
  ];
}

interface Verdict {
  readonly level: Level;
  readonly text: string;
}

/** What changes in which images of a repository are deleted; nothing where that is only a dry run. */
function verdictsOn({ before, after }: Inputs): Verdict[] {
  const [former, present] = [cleanupOf(before), cleanupOf(after)];
  if (former === undefined && present === undefined) return [];
  if (present === undefined) return [{ level: "low", text: "Images are no longer deleted by age" }];
  const { days, keeps } = present;
  if (former === undefined)
    return [{ level: "high", text: `Images begin to be deleted by age, after ${counted(days, "day")},` }];
  const lost = former.keeps.filter((rule) => !keeps.includes(rule)).length;
  const come = keeps.filter((rule) => !former.keeps.includes(rule)).length;
  const rules: Verdict = { level: "high", text: `${counted(lost, "rule")} that kept images no longer apply` };
  const more: Verdict = { level: "low", text: "Further images are kept" };
  return [
    ...(days < former.days ? [sooner("high", former.days, days)] : []),
    ...(days > former.days ? [sooner("low", former.days, days)] : []),
    ...(lost > 0
      ? [{ ...rules, text: lost === 1 ? "A rule that kept images no longer applies" : rules.text }]
      : []),
    ...(lost === 0 && come > 0 ? [more] : []),
  ];
}

function sooner(level: Level, before: number, after: number): Verdict {
  return { level, text: `Images are deleted after ${counted(after, "day")} instead of ${before}` };
}

/** What a repository really deletes; undefined if nothing. */
interface Cleanup {
  /** The age from which images are deleted, in days. */
  readonly days: number;
  /** What is kept all the same, each rule as text, without its name. */
  readonly keeps: readonly string[];
}

function cleanupOf({ cleanupPolicies, cleanupPolicyDryRun }: Inputs["before"]): Cleanup | undefined {
  const policies = Array.isArray(cleanupPolicies) ? cleanupPolicies.filter(isMap) : [];
  const ages = policies.flatMap(({ action, condition }) =>
    action === "DELETE" && isMap(condition) ? [daysOf(condition["olderThan"]) ?? 0] : [],
  );
  if (ages.length === 0 || cleanupPolicyDryRun === true) return undefined;
  const keeps = policies
    .filter(({ action }) => action === "KEEP")
    .map(({ condition, mostRecentVersions }) => JSON.stringify([condition, mostRecentVersions]));
  return { days: Math.min(...ages), keeps };
}
