/**
 * The records of Google Groups; like those of projects in `inventory/projects/types.ts`, they are frozen, complete (defaults
 * filled in) and independent of Pulumi.
 */
import type { Position } from "../yaml/position.ts";

/** The roles in a group, from most to least power, by their keys in an entry. */
export const roles = ["owners", "managers", "members"] as const;

export type Role = (typeof roles)[number];

/**
 * The lifecycle state of a group. Our extension: upstream deletes a group as soon as its entry is gone
 * (facts/upstream.md §3).
 *
 * - `active`: the group exists.
 * - `retired`: the group gets deleted. The entry stays until then, so that deleting a line never deletes a group.
 */
export type GroupState = "active" | "retired";

/**
 * Whether an entry lists all members. Our extension: it allows adopting a group of which only some members are known
 * without removing the others.
 */
export type Membership = "complete" | "partial";

/** One Google Group. All addresses are in lower case, since Google ignores case. */
export interface Group {
  readonly email: string;
  readonly name: string;
  /** The description in Google; may be empty. */
  readonly description: string;
  readonly state: GroupState;
  /** Effective settings: the defaults, overridden by the entry. */
  readonly settings: Readonly<Record<string, string>>;
  readonly membership: Membership;
  /**
   * If true, members that the entry does not list are removed. If false, nobody is; unlisted owners and managers are
   * drift. The setting of this name, unless the membership is partial.
   */
  readonly reconcileMembers: boolean;
  /** Sorted, like the other two. */
  readonly owners: readonly string[];
  readonly managers: readonly string[];
  readonly members: readonly string[];
  /** The addresses in all three lists that are groups in this data, sorted. */
  readonly nested: readonly string[];
  /** Position of the entry. */
  readonly origin: Position;
  /** Position of each address in the three lists. */
  readonly origins: Readonly<Record<string, Position>>;
  /** Position of each value that the entry sets, by key; settings as `settings.<name>`. */
  readonly declared: Readonly<Record<string, Position>>;
}

/** The contents of `config.yaml`. */
export interface GroupsConfig {
  /** The secret with the key of the account that manages the groups. */
  readonly secretVersion: string;
  /** The user that this account impersonates. */
  readonly botId: string;
  /** The domains of the groups; the first is the main one. */
  readonly domains: readonly string[];
  /** If true, rules that only make sense for kubernetes.io do not apply. */
  readonly skipKubernetesIoTests: boolean;
}

/** The gate rule that a waiver can excuse: it checks what the engine would do (engine/gate/deletions.ts). */
export const deletionRule = "deletion";

/** The rules that a waiver can excuse: limits on what one change removes (inventory/changes), and the gate's rule. */
export const waivableRules = [
  deletionRule,
  "group-shrinks",
  "groups-lost",
  "many-removals",
  "projects-lost",
  "read-only-shortened",
  "section-emptied",
] as const;

export type WaivableRule = (typeof waivableRules)[number];

/** Exempts the change that adds it from one rule. */
export interface Waiver {
  readonly rule: WaivableRule;
  /** The subject of the finding: a group's address, a project's id, a section, `groups` or `projects`. */
  readonly subject: string;
  readonly reason: string;
  /** Who is accountable for it. */
  readonly approver: string;
  /** The last day on which it may be in the file, as `YYYY-MM-DD`. */
  readonly expires: string;
  readonly origin: Position;
}

/** The contents of `limits.yaml`, a file of our own. */
export interface Limits {
  /** Required members by the address of their group; in lower case. */
  readonly requiredMembers: Readonly<Record<string, RequiredMembers>>;
  readonly waivers: readonly Waiver[];
}

/** The required members of one group, sorted and in lower case. */
export interface RequiredMembers {
  readonly members: readonly string[];
  readonly origin: Position;
}

/** One entry of `restrictions.yaml`. */
export interface Restriction {
  /** The pattern of file paths, relative to the groups folder. */
  readonly path: string;
  /** The regular expressions as written. An empty list allows no group. */
  readonly allowedGroups: readonly string[];
  readonly origin: Position;
}

/** Everything the data declares about groups. */
export interface GroupsInventory {
  readonly config: GroupsConfig;
  readonly limits: Limits;
  /** In file order, which is the order of precedence. */
  readonly restrictions: readonly Restriction[];
  /** The paths of the files read, relative to the groups folder, sorted. */
  readonly files: readonly string[];
  /** Sorted by address, regardless of file and order. */
  readonly groups: readonly Group[];
}
