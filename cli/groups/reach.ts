import { effectiveMembers, groupsOf } from "../../inventory/groups/graph.ts";
import type { Group, GroupsInventory } from "../../inventory/groups/types.ts";
import { addressOf, type Grant } from "./grants.ts";

/** Something at the end of a way from an address. */
interface Way {
  /**
   * What lies between, the nearest to the address first: groups, each in the next, and service accounts that members
   * of the one before may act as. Empty when there is nothing between.
   */
  readonly through: readonly string[];
}

/** Somebody in a group, and the groups between the two, the member's own first. */
export interface Member extends Way {
  readonly address: string;
  /** True when the address is a group of the data. */
  readonly group: boolean;
}

/** A group that an address is in. */
export interface Membership extends Way {
  readonly group: string;
}

/** Somebody whose roles an address can use: the address itself, or the last on the way from it. */
export interface Holder extends Way {
  readonly holder: string;
}

/** A role that an address can use. */
export interface Access extends Holder {
  readonly grant: Grant;
}

/**
 * Roles with which one gets to do whatever a service account may, on the account itself or on its whole project
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

/** Who is in which group and who may do what, for questions about single addresses, which are in lower case. */
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

  /** Every address that is in a group or holds a role, each once. */
  addresses(): Set<string> {
    const members = this.#inventory.groups
      .filter(({ state }) => state === "active")
      .flatMap(({ email, owners, managers, members }) => [email, ...owners, ...managers, ...members]);
    return new Set([...members, ...this.#byHolder.keys()]);
  }

  /** Everybody in a group, sorted by address. */
  members(group: string): Member[] {
    return effectiveMembers(this.#inventory, group).map(({ through, ...member }) => ({
      ...member,
      through: through.slice(1).reverse(),
    }));
  }

  /** Every group that an address is in, sorted. */
  groups(address: string): Membership[] {
    return groupsOf(this.#inventory, address).map(({ group, through }) => ({
      group,
      through: through.slice(1).reverse(),
    }));
  }

  /**
   * Every role that an address can use: its own, those of the groups it is in, and those of the service accounts that it
   * may act as. A role that several groups hold appears once for each, one by several ways to one group once.
   */
  access(address: string): Access[] {
    return this.holders(address).flatMap(({ holder, through }) =>
      this.grantsOf(holder).map((grant) => ({ grant, holder, through })),
    );
  }

  /** Whoever's roles an address can use: itself, the groups it is in, the accounts that one of them may act as. */
  holders(start: string): Holder[] {
    const found: Holder[] = [];
    const seen = new Set([start]);
    // Grows while it is gone through: the address, then each account that it may act as, with the way to that.
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

  /** The roles that are given to an address itself. */
  grantsOf(holder: string): readonly Grant[] {
    return this.#byHolder.get(holder) ?? [];
  }

  /** Who may act as a service account, directly: the holders of roles on it or on its project. */
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

  /** The service accounts that an address may act as by its own roles, each once. */
  #actedAsBy(holder: string): readonly string[] {
    const known = this.#actedAs.get(holder);
    if (known !== undefined) return known;
    const accounts = [...new Set(this.grantsOf(holder).flatMap((grant) => this.#actedAsWith(grant)))];
    this.#actedAs.set(holder, accounts);
    return accounts;
  }

  /** The service accounts that whoever holds a role may act as. */
  #actedAsWith({ kind, project, resource, role }: Grant): string[] {
    if (!ACTING_ROLES.has(role)) return [];
    if (kind === "service account") return [resource.toLowerCase()];
    const inProject = `@${project}.iam.gserviceaccount.com`;
    return kind === "project"
      ? [...this.#byHolder.keys()].filter((holder) => holder.endsWith(inProject))
      : [];
  }
}
