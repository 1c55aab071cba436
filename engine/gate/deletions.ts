import { parseUrn } from "../../boot/urn.ts";
import { deletionRule, type Waiver } from "../../inventory/groups/types.ts";
import { counted } from "../../terminal/wording.ts";
import type { Step } from "./steps.ts";

const PROJECT = "gcp:organizations/project:Project";
const GROUP = "googleworkspace:index/group:Group";
const GROUP_MEMBER = "googleworkspace:index/groupMember:GroupMember";
const GROUP_MEMBERS = "googleworkspace:index/groupMembers:GroupMembers";

/** Resources whose contents cannot be recreated. Losing one takes more than a change of data. */
const GUARDED = [
  PROJECT,
  GROUP,
  "gcp:storage/bucket:Bucket",
  "gcp:artifactregistry/repository:Repository",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
];

/** At most this many guarded resources may be lost in one run, even with waivers (users-and-rails.md C.2, rail 1). */
const GUARDED_BUDGET = 2;

/** At most this many other resources may be deleted in one run, such as grants and enabled services. */
const OTHER_BUDGET = 50;

/**
 * Returns a message for each resource that must not be deleted, replaced or forgotten. A retired project or group may
 * go: its inputs and options in the state say that an earlier run retired it, whatever its description says.
 */
export function checkDeletions(steps: readonly Step[], waivers: readonly Waiver[]): string[] {
  const losing = steps.filter(({ op }) => op === "delete" || op === "replace" || op === "forget");
  const lost = losing.filter((step) => isGuarded(step) && isLost(step) && !isRetired(step, steps));
  const waived = lost.filter(({ name }) =>
    waivers.some((waiver) => waiver.rule === deletionRule && waiver.subject === name),
  );
  const others = losing.filter((step) => step.op === "delete" && !isGuarded(step));
  return [
    ...lost.filter((step) => !waived.includes(step)).map(refused),
    ...(waived.length > GUARDED_BUDGET
      ? [
          `${waived.length} resources that hold data would be deleted or replaced, by waivers; ` +
            `${GUARDED_BUDGET} at most in one run. Spread them over several.`,
        ]
      : []),
    ...(others.length > OTHER_BUDGET
      ? [
          `${counted(others.length, "resource")} would be deleted; ${OTHER_BUDGET} at most in one run. ` +
            "Spread the change over several, or find out what is wrong.",
        ]
      : []),
  ];
}

/** Everything in production is guarded: it serves the world. */
function isGuarded({ type, urn }: Step): boolean {
  return GUARDED.includes(type) || (parseUrn(urn).stack === "prod" && !type.startsWith("k8s:"));
}

/** A group that is only forgotten still exists with its members; a forgotten project has no owner. */
function isLost({ type, op }: Step): boolean {
  return !(type === GROUP && op === "forget");
}

/** Whether this is the second step of a retirement whose first step an earlier run applied. */
function isRetired({ type, op, name }: Step, steps: readonly Step[]): boolean {
  // The first step of a group's retirement stops retaining it (or else it is forgotten) and takes its members out.
  if (type === GROUP)
    return op === "delete" && !steps.some((step) => step.owner === name && hasMembers(step));
  // A project with everything in it, or one of a project's locations or buckets with everything set on it.
  const retired = steps.filter((step) => step.op === "forget" && step.old.deletionPolicy === "ABANDON");
  return op === "forget" && retired.some(({ name: holder }) => `${name}/`.startsWith(`${holder}/`));
}

function hasMembers({ type, old }: Step): boolean {
  return type === GROUP_MEMBER || (type === GROUP_MEMBERS && JSON.stringify(old.members) !== "[]");
}

const DONE: Readonly<Record<string, string>> = {
  delete: "deleted",
  replace: "replaced, which deletes what it holds",
  forget: "forgotten without having been retired",
};

function refused({ title, op, name }: Step): string {
  return (
    `${title} would be ${DONE[op] ?? op}.\n` +
    "    Retire it first (`state: retired`), apply that, and remove it in a later change. Where it is meant, a waiver in\n" +
    `    groups/limits.yaml lets it pass: rule ${deletionRule}, subject ${name}.`
  );
}
