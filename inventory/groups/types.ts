/**
 * The records of Google Groups that everything else starts from, as `inventory/types.ts` has them for projects:
 * frozen, complete (defaults filled in) and free of Pulumi.
 */
import type { Position } from "../types.ts";
import type { Restriction } from "./restrictions.ts";

/** How somebody is in a group, from most to least power, as the keys of an entry name it. */
export const roles = ["owners", "managers", "members"] as const;

/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/**
 * The life of a group. This key is ours; upstream deletes a group as soon as its entry is gone (facts/upstream.md §3).
 *
 * - `active`: the group exists.
 * - `retired`: the group is deleted. The entry stays until that has happened, so that no group vanishes with a line.
 */
export type GroupState = "active" | "retired";

/**
 * Whether the lists of an entry name everybody. This key is ours: a group of which only some members are known can be
 * adopted without throwing the others out.
 */
export type Membership = "complete" | "partial";

/** One Google Group. All addresses are in lower case, since Google compares them without case. */
export interface Group {
  readonly email: string;
  readonly name: string;
  /** As Google shows it; may be empty. */
  readonly description: string;
  readonly state: GroupState;
  /** Settings by Google's names: the defaults, and over them what the entry states. */
  readonly settings: Readonly<Record<string, string>>;
  readonly membership: Membership;
  /**
   * True: whoever the entry does not list is removed. False: nobody is; unlisted owners and managers are drift. The
   * setting of that name, unless the membership is partial.
   */
  readonly reconcileMembers: boolean;
  /** Sorted, as the other two. */
  readonly owners: readonly string[];
  readonly managers: readonly string[];
  readonly members: readonly string[];
  /** Those of all three that are groups of this data, sorted. */
  readonly nested: readonly string[];
  /** Where the entry stands. */
  readonly origin: Position;
  /** Where each address of the three lists stands. */
  readonly origins: Readonly<Record<string, Position>>;
  /** Where each value that the entry states comes from, by its key; settings as `settings.<name>`. */
  readonly declared: Readonly<Record<string, Position>>;
}

/** What `config.yaml` says. */
export interface GroupsConfig {
  /** The secret with the key of the account that manages the groups. */
  readonly secretVersion: string;
  /** The user in whose name it does that. */
  readonly botId: string;
  /** The domains of the groups; the first is the main one. */
  readonly domains: readonly string[];
  /** True: rules that only make sense in kubernetes.io do not apply. */
  readonly skipKubernetesIoTests: boolean;
}

/** The rule of the gate that a waiver can excuse: it judges what the engine would do (engine/gate/deletions.ts). */
export const deletionRule = "deletion";

/** What a waiver can excuse: rules about what one change takes away (inventory/changes), and the gate's. */
export const waivableRules = [
  deletionRule,
  "group-shrinks",
  "groups-lost",
  "many-removals",
  "projects-lost",
  "read-only-shortened",
  "section-emptied",
] as const;

/** One of {@link waivableRules}. */
export type WaivableRule = (typeof waivableRules)[number];

/** Excuses the change that brings it from one rule. */
export interface Waiver {
  readonly rule: WaivableRule;
  /** What the rule found fault with: a group's address, a project's id, a section or `groups`. */
  readonly subject: string;
  readonly reason: string;
  /** Who answers for it. */
  readonly approver: string;
  /** The last day it may stand in the file, as `YYYY-MM-DD`. */
  readonly expires: string;
  readonly origin: Position;
}

/** What `limits.yaml` says; this file is ours. */
export interface Limits {
  /** Addresses that a group must have as members, by the group's address; all in lower case. */
  readonly requiredMembers: Readonly<Record<string, RequiredMembers>>;
  readonly waivers: readonly Waiver[];
}

/** Who must be in one group. */
export interface RequiredMembers {
  readonly members: readonly string[];
  readonly origin: Position;
}

/** Everything the data declares about groups. */
export interface GroupsInventory {
  readonly config: GroupsConfig;
  readonly limits: Limits;
  /** In the file's order, in which they apply. */
  readonly restrictions: readonly Restriction[];
  /** The paths of the files that were read, relative to the folder of groups, sorted. */
  readonly files: readonly string[];
  /** Sorted by address, whatever the order and the files they stand in. */
  readonly groups: readonly Group[];
}
