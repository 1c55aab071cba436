import { membersOf } from "../../../inventory/groups/graph.ts";
import type { Group } from "../../../inventory/groups/types.ts";
import { capability } from "./capabilities.ts";
import { addressOf, EVERYBODY, type Grant } from "./grant.ts";
import { AccessGraph, type Access, type Holder } from "./accessGraph.ts";
import type { AccessChange, Right } from "./schema.ts";

/** The parts of a revision that determine access. */
interface Side {
  readonly groups: readonly Group[];
  /** The roles that may differ between the revisions. */
  readonly grants: readonly Grant[];
}

/** A revision with the graphs derived from it. */
interface Graphed {
  readonly groups: ReadonlyMap<string, Group>;
  readonly grants: readonly Grant[];
  /** The graph of those roles alone. */
  readonly own: AccessGraph;
  /** The graph of those and the common roles. */
  readonly graph: AccessGraph;
}

/**
 * Determines who can do more or less than before, by any path: keeping a role through another group is not a loss. Only
 * addresses that the change can affect are compared. Sorted by address.
 *
 * @param common the roles that both revisions have
 */
export function accessChanges(before: Side, after: Side, common: readonly Grant[]): AccessChange[] {
  const sides = [graphed(before, common), graphed(after, common)] as const;
  const [base, head] = sides;
  return [...reached(sides)].sort().flatMap((address) => {
    const former = base.graph.holders(address);
    const present = head.graph.holders(address);
    const gains = more(address, [head, present], [base, former]);
    const loses = more(address, [base, former], [head, present]);
    if (gains.length + loses.length === 0) return [];
    const group = head.groups.get(address) ?? base.groups.get(address);
    const membersKnown = group?.membership !== "partial";
    return [{ address, kind: kindOf(address, group), membersKnown, gains, loses }];
  });
}

function graphed({ groups, grants }: Side, common: readonly Grant[]): Graphed {
  const byAddress = new Map(groups.map((group) => [group.email, group]));
  const own = new AccessGraph(groups, grants);
  return { groups: byAddress, grants, own, graph: new AccessGraph(groups, [...common, ...grants]) };
}

/**
 * Finds every address whose access may differ: the holders of added and removed roles, addresses that enter or leave a
 * group, all their members, and everybody who can act as one of them.
 */
function reached(sides: readonly [Graphed, Graphed]): Set<string> {
  const found = new Set([...changedHolders(sides), ...changedMembers(sides)]);
  // The set grows during this iteration.
  for (const address of found) {
    for (const { groups, graph } of sides) {
      const group = groups.get(address);
      if (group?.state === "active") for (const member of membersOf(group)) found.add(member);
      for (const actor of graph.actorsOf(address)) found.add(actor);
    }
  }
  return found;
}

function changedHolders([base, head]: readonly [Graphed, Graphed]): string[] {
  const before = new Map(base.grants.map((grant) => [identity(grant), grant]));
  const changed: Grant[] = [];
  for (const grant of head.grants) if (!before.delete(identity(grant))) changed.push(grant);
  return [...changed, ...before.values()].map(({ member }) => addressOf(member));
}

function changedMembers([base, head]: readonly [Graphed, Graphed]): string[] {
  return [...new Set([...base.groups.keys(), ...head.groups.keys()])].flatMap((email) => {
    const before = listedIn(base.groups.get(email));
    const after = listedIn(head.groups.get(email));
    return [...before, ...after].filter((address) => before.has(address) !== after.has(address));
  });
}

function listedIn(group: Group | undefined): Set<string> {
  return new Set(group?.state === "active" ? membersOf(group) : []);
}

type HoldersOf = readonly [side: Graphed, holders: readonly Holder[]];

/** Returns what an address can do on one side but not on the other, each by its shortest path. */
function more(
  address: string,
  [{ graph, own }, holders]: HoldersOf,
  [other, otherHolders]: HoldersOf,
): Right[] {
  const there = new Set(otherHolders.map(({ holder }) => holder));
  const rights = new Map<string, Omit<Right, "otherwise">>();
  const resources = new Set<string>();
  for (const { holder, through } of holders) {
    // Most roles are common to both sides, and are no difference where both sides reach their holder.
    for (const grant of (there.has(holder) ? own : graph).grantsOf(holder)) {
      resources.add(grant.resource);
      const key = identity(grant, "");
      const right = rightOf({ grant, holder, through }, address);
      if (right.through.length < (rights.get(key)?.through.length ?? Infinity)) rights.set(key, right);
    }
  }
  if (rights.size === 0) return [];
  for (const holder of there)
    for (const grant of other.graph.grantsOf(holder))
      if (resources.has(grant.resource)) rights.delete(identity(grant, ""));
  return withOtherwise([...rights.values()], other, there);
}

/** Adds where the holders on the other side can do the same, by capability. */
function withOtherwise(
  rights: readonly Omit<Right, "otherwise">[],
  { graph }: Graphed,
  holders: ReadonlySet<string>,
): Right[] {
  const projects = new Set(rights.map(({ project }) => project));
  const able = new Set<string>();
  for (const holder of rights.length === 0 ? [] : holders)
    for (const { project, kind, resource, role } of graph.grantsOf(holder)) {
      if (!projects.has(project)) continue;
      const what = capability(role);
      const covers = `${kind} ${resource}`;
      able.add(`${project} ${what}`).add(`${covers} ${what}`);
    }
  return rights.map((right) => {
    const { project, on, role } = right;
    const what = capability(role);
    // A role on a project covers everything in it.
    const covered = able.has(`${on} ${what}`) || able.has(`project ${project} ${what}`);
    return {
      ...right,
      otherwise: covered ? "there" : able.has(`${project} ${what}`) ? "elsewhere" : "nowhere",
    };
  });
}

function rightOf({ grant, holder, through }: Access, address: string): Omit<Right, "otherwise"> {
  const { project, kind, resource, role } = grant;
  return {
    project,
    on: `${kind} ${resource}`,
    role,
    through: holder === address ? [] : [...through, holder],
  };
}

function identity({ kind, resource, role, member }: Grant, whose = member): string {
  return `${kind} ${resource} ${role} ${whose}`;
}

/** A service account of Google Cloud, or of a cluster in Google's or AWS's notation, or an identity of a pool. */
const MACHINE = /\.gserviceaccount\.com$|\.svc\.id\.goog\[|^system:serviceaccount:|^principal(Set)?:/;

function kindOf(address: string, group: Group | undefined): AccessChange["kind"] {
  if (address === EVERYBODY) return "everybody";
  if (group !== undefined) return "group";
  return MACHINE.test(address) ? "service account" : "person";
}
