import { kindOf, ownerOf } from "../../../boot/urn.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { TRIGGER, UNKNOWN } from "../../../policy/resource.ts";
import type { PlannedResource } from "../plan/monitor.ts";
import type { Change, Level, Owner, Reason } from "./schema.ts";

/** The evaluated resources of the head, by URN. */
type Head = ReadonlyMap<string, PlannedResource>;

/** Derives risks from the resources themselves. */
export function fromResources(owners: readonly Owner[], plan: readonly PlannedResource[]): Reason[] {
  const head = new Map(plan.map((resource) => [resource.urn, resource]));
  const changes = owners.flatMap((owner) => owner.changes);
  const ofExisting = owners.filter(({ presence }) => presence !== "new").flatMap((owner) => owner.changes);
  return [
    ...fromLeaving(changes),
    ...fromImages(changes, head),
    ...fromServing(owners),
    ...fromBuilds(ofExisting),
    ...fromGroups(ofExisting),
    ...fromUnknown(ofExisting, head),
  ];
}

/** Types that bind a role. */
const BINDING = /I(?:am|AM)(?:Binding|Member)$/;

/** Types of roles and memberships: they hold no data, and who loses access is reported separately. */
const OF_SOMEBODY = /(?:I(?:am|AM)(?:Binding|Member)|:GroupMembers?)$/;

function fromLeaving(changes: readonly Change[]): Reason[] {
  const of = (operation: Change["operation"]) => changes.filter((change) => change.operation === operation);
  const deleted = of("delete");
  const bindings = deleted.filter(({ type }) => OF_SOMEBODY.test(type));
  const lifted = changes.filter((change) => valueOf(change, "protect")?.after === false);
  return [
    ...reason(
      "refused",
      of("refuse"),
      (all) => `${all} would leave while protected: the engine refuses the change.`,
    ),
    ...reason(
      "high",
      deleted.filter((change) => !bindings.includes(change)),
      (all) => `${all} deleted in the cloud.`,
    ),
    ...reason("high", lifted, (all) => `The protection of ${all} is lifted.`),
    ...reason(
      "medium",
      bindings,
      (all) => `${all} taken away: roles or memberships alone, see who loses what.`,
    ),
    ...reason(
      "medium",
      of("forget"),
      (all) => `${all} forgotten: kept in the cloud, and nothing manages them.`,
    ),
  ];
}

/** Reports changes in what deletes images: a dry run ends, or policies change outside one; and in object retention. */
function fromImages(changes: readonly Change[], head: Head): Reason[] {
  const cleaned = changes.filter((change) => valueOf(change, "cleanupPolicyDryRun")?.after === false);
  const altered = changes.filter(
    (change) =>
      !cleaned.includes(change) &&
      valueOf(change, "cleanupPolicies") !== undefined &&
      head.get(change.urn)?.inputs["cleanupPolicyDryRun"] !== true,
  );
  const kept = changes.filter((change) => valueOf(change, "retentionPolicy") !== undefined);
  return [
    ...reason("high", cleaned, (all) => `Images begin to be deleted by age in ${all}.`),
    ...reason("high", kept, (all) => `How long nobody can delete objects changes in ${all}.`),
    ...reason("medium", altered, (all) => `Which images are deleted changes in ${all}.`),
  ];
}

/** Components that serve clients of registry.k8s.io, and the types in them that do not serve. */
const SERVING = new Set(["RegistryProxy", "BlobMirror"]);
const WATCHING = /^gcp:(?:monitoring|logging|bigquery)\//;

function fromServing(owners: readonly Owner[]): Reason[] {
  const changes = owners
    .filter(({ kind, presence }) => SERVING.has(kind) && presence === "changed")
    .flatMap((owner) => owner.changes)
    .filter(({ operation, type }) => operation === "update" && !WATCHING.test(type));
  const imageOf = (change: Change) => valueOf(change, "template.containers[0].image")?.after;
  const images = changes.filter((change) => imageOf(change) !== undefined);
  const named = listed([...new Set(images.map((change) => shortImage(String(imageOf(change)))))], 3);
  const others = changes.filter((change) => imageOf(change) === undefined && !isProtectionAlone(change));
  return [
    ...reason("medium", images, (all) => `What clients are served by changes: ${all} run ${named}.`),
    ...reason("medium", others, (all) => `How clients are served changes in ${all}.`),
  ];
}

/** The provider's protection changes with Pulumi's, which is reported separately. */
function isProtectionAlone({ properties }: Change): boolean {
  return properties.every(({ path }) => ["deletionPolicy", "deletionProtection", "protect"].includes(path));
}

/** Abbreviates an image, such as `archeio@sha256:1f004a487c09…`. */
function shortImage(image: string): string {
  return image.slice(image.lastIndexOf("/") + 1).replace(/(?<=@sha256:[0-9a-f]{12})[0-9a-f]+$/, "…");
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
  return reason("medium", triggers, (all) => `Automatic builds that push images change: ${all}.`);
}

function fromGroups(changes: readonly Change[]): Reason[] {
  const of = (kind: string, operation: Change["operation"]) =>
    changes.filter((change) => kindOf(change.type) === kind && change.operation === operation);
  return [
    ...reason("high", of("GroupMembers", "create"), (all) => `Whoever is not listed is removed: ${all}.`),
    ...reason("medium", of("GroupSettings", "update"), (all) => `Who may join or manage changes in ${all}.`),
  ];
}

/** Service accounts that Google creates are not in the access report. */
function fromUnknown(changes: readonly Change[], head: Head): Reason[] {
  const unknown = changes.filter(({ urn, type, operation }) => {
    const { member, members } = head.get(urn)?.inputs ?? {};
    const given = operation === "create" || operation === "update";
    return given && BINDING.test(type) && JSON.stringify([member, members]).includes(UNKNOWN);
  });
  return reason("medium", unknown, (all) => `An account of Google's gets a role by ${all}.`);
}

/** Finds the difference at or below a path. */
function valueOf({ properties }: Change, path: string): Change["properties"][number] | undefined {
  return properties.find((property) => property.path === path || /^[.[]/.test(rest(property.path, path)));
}

function rest(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : "";
}

function reason(level: Level, changes: readonly Change[], text: (whose: string) => string): Reason[] {
  if (changes.length === 0) return [];
  const whose = listed([...new Set(changes.map(({ name }) => ownerOf(name)))], 3);
  const what = `${counted(changes.length, "resource")} of ${whose}`;
  return [{ level, text: text(what) }];
}
