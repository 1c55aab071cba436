import { effectiveMembers, groupsOf } from "../../../inventory/groups/graph.ts";
import type { Group, GroupsInventory } from "../../../inventory/groups/types.ts";
import { addressOf, type Grant } from "./grant.ts";

/** The end of a path from an address. */
interface PathStep {
  /**
   * What lies between, nearest to the address first: groups, each a member of the next, and service accounts that
   * members of the previous entry can act as. Empty if there is nothing between.
   */
  readonly through: readonly string[];
}

/** A member of a group, and the groups between the two, the member's own first. */
export interface Member extends PathStep {
  readonly address: string;
  /** True if the address is a group in the data. */
  readonly group: boolean;
}

/** A group that an address is in. */
export interface Membership extends PathStep {
  readonly group: string;
}

/** Somebody whose roles an address can use: the address itself, or the end of a path from it. */
export interface Holder extends PathStep {
  readonly holder: string;
}

/** A role that an address can use. */
export interface Access extends Holder {
  readonly grant: Grant;
}

/**
 * Roles, on a service account or its project, that let their holder do whatever the account can
 * (https://cloud.google.com/iam/docs/service-account-permissions).
 */
const ACTING_ROLES = new Set([
  "roles/editor",
  "roles/iam.serviceAccountAdmin",
  "roles/iam.serviceAccountKeyAdmin",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountUser",
  "roles/iam.workloadIdentityUser",
  "roles/owner",
]);

/** Who is in which group and who can do what, for questions about single addresses, in lower case. */
export class AccessGraph {
  readonly #inventory: Pick<GroupsInventory, "groups">;
  readonly #byHolder = new Map<string, Grant[]>();
  readonly #actedAs = new Map<string, readonly string[]>();
  #actors: Map<string, string[]> | undefined;

  constructor(groups: readonly Group[], grants: readonly Grant[]) {
    this.#inventory = { groups };
    for (const grant of grants) {
      const holder = addressOf(grant.member);
      const known = this.#byHolder.get(holder);
      if (known === undefined) this.#byHolder.set(holder, [grant]);
      else known.push(grant);
    }
  }

  /** All addresses that are in a group or hold a role. */
  addresses(): Set<string> {
    const members = this.#inventory.groups
      .filter(({ state }) => state === "active")
      .flatMap(({ email, owners, managers, members }) => [email, ...owners, ...managers, ...members]);
    return new Set([...members, ...this.#byHolder.keys()]);
  }

  /** All members of a group, direct and indirect, sorted by address. */
  members(group: string): Member[] {
    return effectiveMembers(this.#inventory, group).map(({ through, ...member }) => ({
      ...member,
      through: through.slice(1).reverse(),
    }));
  }

  /** All groups that an address is in, sorted. */
  groups(address: string): Membership[] {
    return groupsOf(this.#inventory, address).map(({ group, through }) => ({
      group,
      through: through.slice(1).reverse(),
    }));
  }

  /**
   * All roles that an address can use: its own, those of its groups, and those of the service accounts that it can act
   * as. A role held by several groups appears once for each; several paths to one group count once.
   */
  access(address: string): Access[] {
    return this.holders(address).flatMap(({ holder, through }) =>
      this.grantsOf(holder).map((grant) => ({ grant, holder, through })),
    );
  }

  /** Everybody whose roles an address can use: itself, its groups, and the service accounts these can act as. */
  holders(start: string): Holder[] {
    const found: Holder[] = [];
    const seen = new Set([start]);
    // Grows during the iteration: the address, then each service account that it can act as, with the path to it.
    const actors: { readonly actor: string; readonly before: readonly string[] }[] = [
      { actor: start, before: [] },
    ];
    for (const { actor, before } of actors) {
      const wayFrom = actor === start ? [] : [...before, actor];
      const holders = [
        { holder: actor, through: before },
        ...this.groups(actor).map(({ group, through }) => ({
          holder: group,
          through: [...wayFrom, ...through],
        })),
      ];
      for (const { holder, through } of holders) {
        found.push({ holder, through });
        const way = holder === start ? [] : [...through, holder];
        const accounts = this.#actedAsBy(holder).filter((account) => !seen.has(account));
        accounts.forEach((account) => seen.add(account));
        actors.push(...accounts.map((account) => ({ actor: account, before: way })));
      }
    }
    return found;
  }

  /** The roles bound to an address itself. */
  grantsOf(holder: string): readonly Grant[] {
    return this.#byHolder.get(holder) ?? [];
  }

  /** Who can directly act as a service account: the holders of roles on it or on its project. */
  actorsOf(account: string): string[] {
    this.#actors ??= this.#actorsByAccount();
    return this.#actors.get(account) ?? [];
  }

  #actorsByAccount(): Map<string, string[]> {
    const actors = new Map<string, string[]>();
    for (const holder of this.#byHolder.keys()) {
      for (const account of this.#actedAsBy(holder)) {
        const known = actors.get(account);
        if (known === undefined) actors.set(account, [holder]);
        else known.push(holder);
      }
    }
    return actors;
  }

  /** The service accounts that an address can act as by its own roles, without duplicates. */
  #actedAsBy(holder: string): readonly string[] {
    const known = this.#actedAs.get(holder);
    if (known !== undefined) return known;
    const accounts = [...new Set(this.grantsOf(holder).flatMap((grant) => this.#actedAsWith(grant)))];
    this.#actedAs.set(holder, accounts);
    return accounts;
  }

  /** The service accounts that the holder of a role can act as. */
  #actedAsWith({ kind, project, resource, role }: Grant): string[] {
    if (!ACTING_ROLES.has(role)) return [];
    if (kind === "service account") return [resource.toLowerCase()];
    const inProject = `@${project}.iam.gserviceaccount.com`;
    return kind === "project"
      ? [...this.#byHolder.keys()].filter((holder) => holder.endsWith(inProject))
      : [];
  }
}
