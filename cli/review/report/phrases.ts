import { groupDomain } from "../../../inventory/projects/naming.ts";
import { counted, listed, plural } from "../../../terminal/wording.ts";
import { tallyOf } from "./differences.ts";
import { isOfSomebody } from "./evidence.ts";
import { promotionWords } from "./promotion/words.ts";
import type { PromotionChange } from "./promotion/schema.ts";
import type { Ability, EqualAccess, EqualChanges } from "./group.ts";
import type { AccessChange } from "../access/schema.ts";
import {
  operations,
  type Change,
  type ChangeReport,
  type Level,
  type Operation,
  type Owner,
} from "./schema.ts";

/** The operations, as worded after a count. */
const TO_DO: Readonly<Record<Operation, string>> = {
  refuse: "refused, since protected",
  delete: "to delete in the cloud",
  forget: "to forget, kept in the cloud",
  update: "to update",
  state: "to change in protection only",
  create: "to create",
};

/** The level of risk, as worded in the headline. */
export const RISK: Readonly<Record<Level, string>> = {
  refused: "REFUSED",
  high: "HIGH RISK",
  medium: "medium risk",
  low: "low risk",
  none: "no change",
};

/** `2 roles`, `1 membership`, `2 roles, 1 membership`. */
function rolesWords(roles: readonly Pick<Change, "type">[]): string {
  const memberships = roles.filter(({ type }) => /:GroupMembers?$/i.test(type)).length;
  const others = roles.length - memberships;
  return [
    ...(others > 0 ? [counted(others, "role")] : []),
    ...(memberships > 0 ? [counted(memberships, "membership")] : []),
  ].join(", ");
}

/** Describes counts, most severe first: `37 to create, 1 to update`, or `no changes`. Roles hold no data. */
export function changeWords(changes: readonly Pick<Change, "operation" | "type">[]): string {
  const roles = changes.filter(({ operation, type }) => operation === "delete" && isOfSomebody(type));
  const counts = tallyOf(changes.filter((change) => !roles.includes(change)));
  const parts = operations.flatMap((operation) => [
    ...(counts[operation] === 0 ? [] : [`${counts[operation].toLocaleString("en")} ${TO_DO[operation]}`]),
    ...(operation === "delete" && roles.length > 0 ? [`${rolesWords(roles)} to take away`] : []),
  ]);
  return parts.length === 0 ? "no changes" : parts.join(", ");
}

/** When a change of Prow jobs takes effect. */
export const WRITTEN = "once `infra jobs image-pushing` has written them to kubernetes/test-infra";

/** Like `changeWords`, with what is in no stack: `no changes of resources, 1 Prow job to write`. */
export function headlineWords({
  owners,
  prowJobs,
  promotion,
  rules,
}: Pick<ChangeReport, "owners" | "prowJobs" | "promotion" | "rules">): string {
  const others = [
    ...(prowJobs.length > 0 ? [`${counted(prowJobs.length, "Prow job")} to write`] : []),
    ...(promotion.length > 0 ? [promotionWords(promotion)] : []),
    ...(rules.length > 0 ? [`${counted(rules.length, "file")} of rules and settings`] : []),
  ];
  const changes = owners.flatMap((owner) => owner.changes);
  if (others.length === 0) return changeWords(changes);
  return [changes.length === 0 ? "no changes of resources" : changeWords(changes), ...others].join(", ");
}

/** What promotion is, above its changes. */
export const COPIED = "which kpromo copies after the merge";

/** Describes a directory of the promotion tree: `new directory: 1 digest to publish`. */
export function directoryWords(change: PromotionChange): string {
  const state = { new: "new directory: ", changed: "", gone: "leaving directory: " }[change.presence];
  return `${state}${promotionWords([change])}`;
}

/** Describes what was compared: `main (1a2b3c4d5e) with the working tree, uncommitted changes included`. */
export function comparedWords({ base, head }: Pick<ChangeReport, "base" | "head">): string {
  const present = head.dirty ? "the working tree, uncommitted changes included" : head.commit.slice(0, 10);
  return `${base.revision} (${base.commit.slice(0, 10)}) with ${present}`;
}

/** Describes owners that change alike: `new project`, `2 groups, all alike`. */
export function ownerWords({ first: { kind, presence }, names }: EqualChanges<Owner>): string {
  const words: Record<string, string> = {
    BlobMirror: "mirror",
    GoogleGroup: "group",
    ProductionRegistry: "production registry",
    RegistryProxy: "proxy",
    StagingProject: "project",
  };
  const noun = words[kind] ?? (kind === "" ? "other resource" : kind);
  const state = { new: "new ", changed: "", gone: "leaving " }[presence];
  return names.length === 1 ? `${state}${noun}` : `${names.length} ${state}${plural(noun)}, all alike`;
}

/** A note on the groups in a row of the access table: whether their members are listed, or there are none. */
export function groupNote(who: readonly AccessChange[]): string {
  const groups = who.filter(({ kind }) => kind === "group");
  if (groups.length === 0) return "";
  const partial = groups.some(({ membersKnown }) => !membersKnown);
  if (partial) return groups.length === who.length ? "members not listed" : "and members not listed";
  return groups.length === who.length ? "nobody is in it" : "";
}

/** Describes an ability: `push images, see the project in k8s-staging-kind`. */
export function abilityWords({ can, projects }: Ability, name: (text: string) => string): string {
  const where = projects.length > 3 ? counted(projects.length, "project") : projects.map(name).join(", ");
  return `${can.join(", ")} in ${where}`;
}

/** Describes the path: `through k8s-infra-release-editors`; empty for direct access. */
export function throughWords({ through }: EqualAccess, name: (text: string) => string): string {
  if (through.length === 0) return "";
  return `through ${listed(
    through.map((email) => name(email.replace(groupDomain, ""))),
    3,
  )}`;
}
