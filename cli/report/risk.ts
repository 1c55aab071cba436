import { ownerOf } from "../../engine/tally.ts";
import { counted, listed } from "../../inventory/wording.ts";
import { capabilities, PUSH } from "./capabilities.ts";
import {
  levels,
  type AccessChange,
  type Change,
  type ChangeReport,
  type Level,
  type Risk,
} from "./schema.ts";

/** Changes of more projects and groups than this are worth a second look whatever they are. */
const MANY = 10;

type Reason = Risk["reasons"][number];

/** What there is to worry about in a change: the gravest first, and the level of the gravest. */
export function riskOf(report: Omit<ChangeReport, "risk">): Risk {
  const changes = report.owners.flatMap((owner) => owner.changes);
  const reasons = [
    ...fromChecks(report),
    ...fromPolicy(report),
    ...fromLeaving(changes),
    ...fromImages(changes),
    ...fromAccess(report),
    ...fromSpread(report),
    ...fromProgram(report),
  ].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const level = reasons[0]?.level ?? (changes.length > 0 ? "low" : "none");
  return { level, reasons: reasons.length > 0 ? reasons : [calm(report)] };
}

function calm({ owners, tally }: Omit<ChangeReport, "risk">): Reason {
  if (owners.length === 0) return { level: "none", text: "Nothing changes." };
  const { create, ...others } = tally;
  const onlyNew = Object.values(others).every((count) => count === 0);
  const text = onlyNew
    ? `Only adds: ${counted(create, "resource")}, and nobody gets more access to what exists.`
    : "Nothing is taken away, and nobody gets more access to what exists.";
  return { level: "low", text };
}

function fromChecks({ checks }: Pick<ChangeReport, "checks">): Reason[] {
  const errors = checks.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return [];
  return [
    { level: "refused", text: `infra check refuses it: ${counted(errors.length, "error")}, see below.` },
  ];
}

function fromPolicy({ policy: { violations } }: Pick<ChangeReport, "policy">): Reason[] {
  if (violations.length === 0) return [];
  return [
    {
      level: "refused",
      text: `The policies refuse it: ${counted(violations.length, "violation")}, see below.`,
    },
  ];
}

/** A role of somebody: nothing is in it, and who loses it is told as such. */
const BINDING = /I(?:am|AM)(?:Binding|Member)$/;

function fromLeaving(changes: readonly Change[]): Reason[] {
  const of = (operation: Change["operation"]) => changes.filter((change) => change.operation === operation);
  const deleted = of("delete");
  const bindings = deleted.filter(({ type }) => BINDING.test(type));
  const lifted = changes.filter(({ properties }) =>
    properties.some(({ path, after }) => path === "protect" && after === false),
  );
  return [
    ...reason(
      "refused",
      of("refuse"),
      (all) => `${all} would leave while protected: the engine refuses the change.`,
    ),
    ...reason("high", without(deleted, bindings), (all) => `${all} deleted in the cloud.`),
    ...reason("high", lifted, (all) => `The protection of ${all} is lifted.`),
    ...reason("medium", bindings, (all) => `${all} taken away: roles only, see who loses what.`),
    ...reason(
      "medium",
      of("forget"),
      (all) => `${all} forgotten: kept in the cloud, and nothing manages them.`,
    ),
  ];
}

/** What makes Artifact Registry delete images: the end of a dry run, and a shorter life while there is none. */
function fromImages(changes: readonly Change[]): Reason[] {
  const cleaned = changes.filter(({ properties }) =>
    properties.some(({ path, after }) => path === "cleanupPolicyDryRun" && after === false),
  );
  const altered = changes.filter(
    (change) =>
      !cleaned.includes(change) && change.properties.some(({ path }) => path.startsWith("cleanupPolicies")),
  );
  return [
    ...reason("high", cleaned, (all) => `Images begin to be deleted by age in ${all}.`),
    ...reason("medium", altered, (all) => `Which images are deleted changes in ${all}.`),
  ];
}

/** Gains in what the change itself makes are what it is for. */
function fromAccess({ access, owners }: Pick<ChangeReport, "access" | "owners">): Reason[] {
  const made = new Set(owners.filter(({ presence }) => presence === "new").map(({ name }) => name));
  const gaining = access.filter(({ gains }) => gains.some(({ project }) => !made.has(project)));
  const existingGains = ({ gains }: AccessChange) => gains.filter(({ project }) => !made.has(project));
  const promoting = gaining.filter((who) => promoted(existingGains(who)).length > 0);
  const pushing = without(gaining, promoting).filter((who) => pushes(existingGains(who)));
  const losing = access.filter(({ loses }) => loses.length > 0);
  const stopped = losing.filter(({ loses }) => pushes(loses));
  const registries = listed([...new Set(promoting.flatMap((who) => promoted(existingGains(who))))], 3);
  return [
    ...whoReason("high", promoting, `can push images to production: ${registries}`),
    ...whoReason("medium", pushing, `can push images to ${existing(pushing, made, pushes)}`),
    ...whoReason(
      "medium",
      without(gaining, [...promoting, ...pushing]),
      `can do more in ${existing(without(gaining, [...promoting, ...pushing]), made)}`,
    ),
    ...whoReason("medium", stopped, "can no longer push images"),
    ...whoReason("medium", without(losing, stopped), "can do less"),
  ];
}

/** How many projects that were there before the gains are in. */
function existing(
  who: readonly AccessChange[],
  made: ReadonlySet<string>,
  counts: (rights: AccessChange["gains"]) => boolean = () => true,
): string {
  const gains = who.flatMap((each) => each.gains).filter(({ project }) => !made.has(project));
  const projects = new Set(gains.filter((gain) => counts([gain])).map(({ project }) => project));
  return counted(projects.size, "existing project");
}

function fromSpread({ owners }: Pick<ChangeReport, "owners">): Reason[] {
  if (owners.length <= MANY) return [];
  return [{ level: "medium", text: `It reaches far: ${owners.length} projects and groups change.` }];
}

/** What the data is evaluated with; documentation and tests are not. */
const PROGRAM =
  /^(?:(?:cli|components|engine|inventory|policy|sdks|stacks)\/.*(?<!\.md)|Pulumi\.yaml|package(?:-lock)?\.json)$/;

function fromProgram({ notCovered }: Pick<ChangeReport, "notCovered">): Reason[] {
  const files = notCovered.filter((file) => PROGRAM.test(file));
  if (files.length === 0) return [];
  const text = `The program changes as well (${counted(files.length, "file")}): what that does is not in this report.`;
  return [{ level: "medium", text }];
}

function reason(level: Level, changes: readonly Change[], text: (whose: string) => string): Reason[] {
  if (changes.length === 0) return [];
  const whose = listed([...new Set(changes.map(({ name }) => ownerOf(name)))], 3);
  const what = `${counted(changes.length, "resource")} of ${whose}`;
  return [{ level, text: text(what) }];
}

function whoReason(level: Level, who: readonly AccessChange[], what: string): Reason[] {
  if (who.length === 0) return [];
  // Groups and people are whom a reader knows.
  const known = who.toSorted(
    (a, b) => Number(a.kind === "service account") - Number(b.kind === "service account"),
  );
  const names = known.map(({ address, kind }) => (kind === "everybody" ? "everybody" : address));
  return [{ level, text: `${listed(names, 3)} ${what}.` }];
}

/** The projects among them that images are pushed to and that are no staging projects: what is there is promoted. */
function promoted(rights: AccessChange["gains"]): string[] {
  return rights
    .filter((right) => !right.project.startsWith("k8s-staging-") && pushes([right]))
    .map(({ project }) => project);
}

function pushes(rights: AccessChange["gains"]): boolean {
  return capabilities(rights).includes(PUSH);
}

function without<T>(all: readonly T[], some: readonly T[]): T[] {
  return all.filter((item) => !some.includes(item));
}
