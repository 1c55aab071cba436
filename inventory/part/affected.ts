import type { Change } from "../changes/change.ts";
import type { Data } from "../data.ts";
import type { Group } from "../groups/types.ts";
import { differing, sameContent } from "./content.ts";
import type { Part } from "./part.ts";

/**
 * Returns the part of two revisions that differs, with what its evaluation needs. A project's resources depend on its
 * record alone, a group's on its record and the existence of the groups in it, those of the proxy, the mirrors and each
 * production registry on their own records. Undefined if anything else differs: then everything may.
 *
 * @param projects the ids of the staging projects that differ
 */
export function affectedPart(
  { base, head }: Change,
  projects = differingProjects({ base, head }),
): Part | undefined {
  if (!sameContent(otherParts(base), otherParts(head))) return undefined;
  const groups = differing(base.groups, head.groups, ({ email }) => email);
  const [before, after] = [base.registry, head.registry];
  return {
    projects: [...projects],
    groups: withNested(groups, [...base.groups, ...head.groups]),
    registries: [
      ...differing(before.production.registries, after.production.registries, ({ project }) => project),
    ],
    proxy: !sameContent(before.proxy, after.proxy),
    mirrors: !sameContent(before.mirrors, after.mirrors),
  };
}

/** Returns the ids of the staging projects that were added, removed or changed. */
export function differingProjects({ base, head }: Change): ReadonlySet<string> {
  return differing(base.inventory.stagingProjects, head.inventory.stagingProjects, ({ id }) => id);
}

/** Drops what is compared separately, and what creates no resources: limits, and exceptions used by `check`. */
function otherParts({ inventory, registry, ...data }: Data): object {
  const production = { ...registry.production, registries: [] };
  const compared = { groups: [], production, inventory: { ...inventory, stagingProjects: [] } };
  return { ...data, ...compared, limits: [], sourceExceptions: [] };
}

/**
 * Adds the groups nested in these groups, at any depth and in any of the records: a group is created after its member
 * groups, and one that only one side had would look new or gone.
 */
export function withNested(emails: Iterable<string>, groups: readonly Group[]): string[] {
  const nested = new Map<string, string[]>();
  for (const group of groups) nested.set(group.email, [...(nested.get(group.email) ?? []), ...group.nested]);
  const wanted = new Set(emails);
  // The set grows during this iteration.
  for (const email of wanted) for (const inner of nested.get(email) ?? []) wanted.add(inner);
  return [...wanted];
}
