import type { Change } from "../../../inventory/changes/change.ts";
import type { Data } from "../../../inventory/data.ts";
import type { Group } from "../../../inventory/groups/types.ts";
import type { Registry } from "../../../inventory/registry/types.ts";

/**
 * Returns the parts of two revisions that differ, with what their evaluation needs. A project's resources depend on its
 * record alone, a group's on its record and the existence of the groups in it, and the rest on the registry's files. If
 * anything else differs, returns everything.
 *
 * @param projects the ids of the staging projects that differ
 */
export function affectedPart({ base, head }: Change, projects = differingProjects({ base, head })): Change {
  if (!sameContent(otherParts(base), otherParts(head))) return { base, head };
  const groups = withNested(
    differing(base.groups, head.groups, ({ email }) => email),
    [...base.groups, ...head.groups],
  );
  const registryDiffers = !sameContent(base.registry, head.registry);
  const part = (data: Data): Data => ({
    ...data,
    inventory: {
      ...data.inventory,
      stagingProjects: data.inventory.stagingProjects.filter(({ id }) => projects.has(id)),
    },
    groups: data.groups.filter(({ email }) => groups.has(email)),
    registry: registryDiffers ? data.registry : withoutStacks(data.registry),
  });
  return { base: part(base), head: part(head) };
}

/** Returns the ids of the staging projects that were added, removed or changed. */
export function differingProjects({ base, head }: Change): ReadonlySet<string> {
  return differing(base.inventory.stagingProjects, head.inventory.stagingProjects, ({ id }) => id);
}

/** Whether there is nothing to evaluate. */
export function isEmpty({ base, head }: Change): boolean {
  return [base, head].every(({ inventory, groups, registry: { proxy, production, mirrors } }) => {
    const made = [inventory.stagingProjects, groups, production.registries];
    const stacks = [proxy.stacks, mirrors].flatMap((byStack) => Object.keys(byStack));
    return made.every((records) => records.length === 0) && stacks.length === 0;
  });
}

/** Drops what is compared separately, and what creates no resources: limits, and exceptions used by `check`. */
function otherParts({ inventory, ...data }: Data): object {
  const compared = { groups: [], registry: [], inventory: { ...inventory, stagingProjects: [] } };
  return { ...data, ...compared, limits: [], sourceExceptions: [] };
}

/**
 * Adds the groups nested in these groups, at any depth and in either revision: a group is created after its member
 * groups, and one that only one side had would look new or gone.
 */
function withNested(emails: ReadonlySet<string>, groups: readonly Group[]): Set<string> {
  const nested = new Map<string, string[]>();
  for (const group of groups) nested.set(group.email, [...(nested.get(group.email) ?? []), ...group.nested]);
  const wanted = new Set(emails);
  // The set grows during this iteration.
  for (const email of wanted) for (const inner of nested.get(email) ?? []) wanted.add(inner);
  return wanted;
}

/** Drops everything that the registry's files create in a stack. */
function withoutStacks({ proxy, production }: Registry): Registry {
  return { proxy: { ...proxy, stacks: {} }, production: { ...production, registries: [] }, mirrors: {} };
}

/** Returns the keys of the records that were added, removed or changed. */
function differing<T>(before: readonly T[], after: readonly T[], keyOf: (record: T) => string): Set<string> {
  const former = new Map(before.map((record) => [keyOf(record), record]));
  const keys = new Set<string>();
  for (const record of after) {
    const key = keyOf(record);
    if (!sameContent(former.get(key), record)) keys.add(key);
    former.delete(key);
  }
  for (const key of former.keys()) keys.add(key);
  return keys;
}

/** Whether plain data are equal, ignoring source positions, which change with every line inserted above. */
function sameContent(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (isPosition(one)) return isPosition(other);
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && sameContent(one[key], other[key]))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isPosition(value: Readonly<Record<string, unknown>>): boolean {
  return "file" in value && "line" in value && "column" in value && Object.keys(value).length === 3;
}
