import { kindOf } from "../../../boot/urn.ts";
import { TRIGGER, UNKNOWN } from "../../../policy/resource.ts";
import type { PlannedResource } from "../plan/monitor.ts";
import { isOfSomebody, reasonFor, type Evidence } from "./evidence.ts";
import { fromImages } from "./imagesRisk.ts";
import type { Change, Owner, Reason } from "./schema.ts";
import { fromServing } from "./servingRisk.ts";

/** The evaluated resources of the head, by URN. */
type Head = ReadonlyMap<string, PlannedResource>;

/** Derives risks from the resources themselves. */
export function fromResources(owners: readonly Owner[], evidence: Evidence): Reason[] {
  const head = new Map(evidence.plans[1].map((resource) => [resource.urn, resource]));
  const changes = owners.flatMap((owner) => owner.changes);
  const ofExisting = owners.filter(({ presence }) => presence !== "new").flatMap((owner) => owner.changes);
  return [
    ...fromLeaving(changes),
    ...fromImages(changes, evidence),
    ...fromServing(owners, evidence),
    ...fromBuilds(ofExisting),
    ...fromGroups(ofExisting),
    ...fromUnknown(ofExisting, head),
  ];
}

/** Types that bind a role. */
const BINDING = /I(?:am|AM)(?:Binding|Member)$/;

function fromLeaving(changes: readonly Change[]): Reason[] {
  const of = (operation: Change["operation"]) => changes.filter((change) => change.operation === operation);
  const deleted = of("delete");
  const bindings = deleted.filter(({ type }) => isOfSomebody(type));
  const lifted = changes.filter((change) => valueOf(change, "protect")?.after === false);
  return [
    ...reasonFor(
      "refused",
      of("refuse"),
      (all) => `${all} would leave while protected: the engine refuses the change.`,
    ),
    ...reasonFor(
      "high",
      deleted.filter((change) => !bindings.includes(change)),
      (all) => `${all} deleted in the cloud.`,
    ),
    ...reasonFor("high", lifted, (all) => `The protection of ${all} is lifted.`),
    ...reasonFor(
      "medium",
      bindings,
      (all) => `${all} taken away: roles or memberships alone, see who loses what.`,
    ),
    ...reasonFor(
      "medium",
      of("forget"),
      (all) => `${all} forgotten: kept in the cloud, and nothing manages them.`,
    ),
  ];
}

/** A trigger that is only disabled is no risk. */
function fromBuilds(changes: readonly Change[]): Reason[] {
  const triggers = changes.filter(
    (change) =>
      change.type === TRIGGER &&
      (change.operation === "create" ||
        (change.operation === "update" &&
          change.properties.some(({ path, after }) => path !== "disabled" || after !== true))),
  );
  return reasonFor("medium", triggers, (all) => `Automatic builds that push images change: ${all}.`);
}

function fromGroups(changes: readonly Change[]): Reason[] {
  const of = (kind: string, operation: Change["operation"]) =>
    changes.filter((change) => kindOf(change.type) === kind && change.operation === operation);
  return [
    ...reasonFor("high", of("GroupMembers", "create"), (all) => `Whoever is not listed is removed: ${all}.`),
    ...reasonFor(
      "medium",
      of("GroupSettings", "update"),
      (all) => `Who may join or manage changes in ${all}.`,
    ),
  ];
}

/** Service accounts that Google creates are not in the access report. */
function fromUnknown(changes: readonly Change[], head: Head): Reason[] {
  const unknown = changes.filter(({ urn, type, operation }) => {
    const { member, members } = head.get(urn)?.inputs ?? {};
    const given = operation === "create" || operation === "update";
    return given && BINDING.test(type) && JSON.stringify([member, members]).includes(UNKNOWN);
  });
  return reasonFor("medium", unknown, (all) => `An account of Google's gets a role by ${all}.`);
}

/** Finds the difference at or below a path. */
function valueOf({ properties }: Change, path: string): Change["properties"][number] | undefined {
  return properties.find((property) => property.path === path || /^[.[]/.test(rest(property.path, path)));
}

function rest(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : "";
}
