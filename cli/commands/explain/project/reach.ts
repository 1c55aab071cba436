import { membersOf } from "../../../../inventory/groups/graph.ts";
import type { Group } from "../../../../inventory/groups/types.ts";
import { addressOf, EVERYBODY, type Grant } from "../../../review/access/grant.ts";
import type { AccessGraph } from "../../../review/access/accessGraph.ts";

/** Somebody who can use some roles, with the shortest path to them. */
export interface Reach {
  readonly address: string;
  readonly kind: "everybody" | "group" | "service account" | "workload" | "person";
  /**
   * The path from the address to the holder of the roles: groups, each a member of the next, and service accounts that
   * the previous entry can act as. Empty for a holder.
   */
  readonly through: readonly string[];
  /** The roles that the end of the path holds, or else the address itself. */
  readonly roles: readonly {
    readonly role: string;
    readonly kind: Grant["kind"];
    readonly resource: string;
  }[];
}

/**
 * Finds everybody who can use some roles: the holders in the order of the grants, then, at increasing distance, the
 * members of groups and whoever can act as a service account. Each address appears once.
 */
export function reachOf(
  grants: readonly Grant[],
  groups: ReadonlyMap<string, Group>,
  graph: Pick<AccessGraph, "actorsOf">,
): Reach[] {
  const found = new Map<string, Reach>();
  for (const { member, role, kind, resource } of grants) {
    const address = addressOf(member);
    const known = found.get(address) ?? { address, kind: kindOf(address, groups), through: [], roles: [] };
    found.set(address, { ...known, roles: [...known.roles, { role, kind, resource }] });
  }
  // The map grows during this iteration.
  for (const { address, through, roles } of found.values()) {
    const group = groups.get(address);
    const inside = group?.state === "active" ? membersOf(group).sort() : [];
    for (const next of [...inside, ...graph.actorsOf(address)]) {
      if (found.has(next)) continue;
      found.set(next, { address: next, kind: kindOf(next, groups), through: [address, ...through], roles });
    }
  }
  return [...found.values()];
}

function kindOf(address: string, groups: ReadonlyMap<string, Group>): Reach["kind"] {
  if (address === EVERYBODY) return "everybody";
  if (groups.has(address)) return "group";
  // A Kubernetes service account, or another identity of a pool: https://cloud.google.com/iam/docs/principal-identifiers
  if (address.includes("://") || address.endsWith("]")) return "workload";
  return address.endsWith(".gserviceaccount.com") ? "service account" : "person";
}
