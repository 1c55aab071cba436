import { compare } from "../yaml/compare.ts";
import type { Group, GroupsInventory } from "./types.ts";

/** A member of a group, directly or through nested groups. */
export interface EffectiveMember {
  readonly address: string;
  /** Whether the address is an active group in this data. */
  readonly group: boolean;
  /** A shortest path, from the queried group to the group that lists the address. */
  readonly through: readonly string[];
}

/** A group that contains an address, directly or through nested groups. */
export interface Containing {
  readonly group: string;
  /** A shortest path, from this group to the group that lists the address. */
  readonly through: readonly string[];
}

/**
 * All members of a group in any role, sorted by address: each once, even if groups contain each other. Empty for a
 * group that is retired or not declared. Takes time linear in the number of memberships.
 */
export function effectiveMembers(
  inventory: Pick<GroupsInventory, "groups">,
  email: string,
): EffectiveMember[] {
  const { active } = graphOf(inventory);
  const start = email.toLowerCase();
  const found = new Map<string, EffectiveMember>();
  const queue: { group: Group | undefined; through: readonly string[] }[] = [
    { group: active.get(start), through: [start] },
  ];
  for (const { group, through } of queue) {
    for (const address of group === undefined ? [] : membersOf(group)) {
      if (address === start || found.has(address)) continue;
      const inner = active.get(address);
      found.set(address, { address, group: inner !== undefined, through });
      // All members of a group share one path array.
      if (inner !== undefined) queue.push({ group: inner, through: [...through, address] });
    }
  }
  return [...found.values()].sort(by(({ address }) => address));
}

/** All active groups that contain an address, sorted. Takes time linear in the number of groups above the address. */
export function groupsOf(inventory: Pick<GroupsInventory, "groups">, address: string): Containing[] {
  const { parents } = graphOf(inventory);
  const start = address.toLowerCase();
  const found = new Map<string, Containing>();
  const queue: Containing[] = [{ group: start, through: [] }];
  for (const { group: inner, through } of queue) {
    for (const group of parents.get(inner) ?? []) {
      if (group === start || found.has(group)) continue;
      const containing = { group, through: [group, ...through] };
      found.set(group, containing);
      queue.push(containing);
    }
  }
  return [...found.values()].sort(by(({ group }) => group));
}

interface Graph {
  readonly active: ReadonlyMap<string, Group>;
  /** The active groups that list an address, sorted. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

/** Safe to cache, because inventories are frozen. */
const graphs = new WeakMap<Pick<GroupsInventory, "groups">, Graph>();

function graphOf(inventory: Pick<GroupsInventory, "groups">): Graph {
  const known = graphs.get(inventory);
  if (known !== undefined) return known;
  const groups = inventory.groups.filter(({ state }) => state === "active");
  const parents = new Map<string, string[]>();
  for (const group of groups) {
    for (const address of membersOf(group)) {
      const list = parents.get(address);
      if (list === undefined) parents.set(address, [group.email]);
      else list.push(group.email);
    }
  }
  const graph = { active: new Map(groups.map((group) => [group.email, group])), parents };
  graphs.set(inventory, graph);
  return graph;
}

/** All addresses that a group lists, in any role. */
export function membersOf({ owners, managers, members }: Group): string[] {
  return [...owners, ...managers, ...members];
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => compare(key(a), key(b));
}
