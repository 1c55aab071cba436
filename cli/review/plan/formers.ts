import type { PlannedResource } from "./monitor.ts";

/** Maps the URN of each resource in a plan to the same resource in the previous plan, matched by URN or by alias. */
export function formersOf(
  before: readonly PlannedResource[],
  after: readonly PlannedResource[],
): ReadonlyMap<string, PlannedResource> {
  const byUrn = new Map(before.map((resource) => [resource.urn, resource]));
  return new Map(
    after.flatMap(({ urn, aliases }): [string, PlannedResource][] => {
      const former = [urn, ...aliases].flatMap((known) => byUrn.get(known) ?? []).at(0);
      return former === undefined ? [] : [[urn, former]];
    }),
  );
}
