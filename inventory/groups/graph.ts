import type { Group, GroupsInventory } from "./types.ts";

/** Somebody who is in a group, directly or through others. */
export interface EffectiveMember {
  readonly address: string;
  /** True when the address is a group of this data. */
  readonly group: boolean;
  /** A shortest way: the group that was asked for first, the group that lists the address last. */
  readonly through: readonly string[];
}

/** A group that an address is in, directly or through others. */
export interface Containing {
  readonly group: string;
  /** A shortest way: this group first, the group that lists the address last. */
  readonly through: readonly string[];
}

/**
 * Everybody in a group, sorted by address, whatever the role: each once, also when groups contain each other. None
 * for a group that is retired or not declared. Takes time in proportion to the memberships.
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
      // The ways of all members of one group are one and the same list.
      if (inner !== undefined) queue.push({ group: inner, through: [...through, address] });
    }
  }
  return [...found.values()].sort(by(({ address }) => address));
}

/** Every active group that an address is in, sorted. Takes time in proportion to the groups above the address. */
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

/** Inventories are frozen, so what is worked out of one stays right. */
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

/** Everybody whom a group lists, whatever the role. */
export function membersOf({ owners, managers, members }: Group): string[] {
  return [...owners, ...managers, ...members];
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
