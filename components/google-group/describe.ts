import type { Group } from "../../inventory/groups/types.ts";
import type { Described } from "../described.ts";
import { managedSettings, unmanagedSettings } from "./settings.ts";

export interface GroupArgs {
  readonly email: string;
  readonly name: string;
  readonly description: string;
}

export interface GroupSettingsArgs {
  readonly email: string;
  readonly [setting: string]: string | boolean;
}

/** The membership of one address. */
export interface ListedMember {
  readonly email: string;
  readonly role: "OWNER" | "MANAGER" | "MEMBER";
  readonly type: "GROUP" | "USER";
}

export interface GroupMembersArgs {
  readonly groupId: string;
  readonly members: ListedMember[];
}

export interface GroupMemberArgs extends ListedMember {
  readonly groupId: string;
}

export interface GroupMemberDescription extends Described<GroupMemberArgs> {
  /**
   * Whether the address stays in the group after it is removed from the record. Without reconciliation, upstream
   * removes only unlisted owners and managers (facts/upstream.md §3), since people may have joined by themselves.
   */
  readonly retain: boolean;
}

/** Everything that makes up one Google Group, as plain data in the provider's terms. */
export interface GoogleGroupDescription {
  /** Whether the group, its settings and its member list are retained on delete. */
  readonly retain: boolean;
  readonly group: Described<GroupArgs>;
  readonly settings: Described<GroupSettingsArgs>;
  /** Settings that the record does not set, by the provider's names. Their values in Google are left alone. */
  readonly unmanagedSettings: readonly string[];
  /** The complete member list, if unlisted members are to be removed. */
  readonly memberList: Described<GroupMembersArgs> | undefined;
  /** Individual memberships, if others may be members too; sorted by address. */
  readonly members: readonly GroupMemberDescription[];
  /** Addresses of the member groups, which must exist first. Sorted. */
  readonly memberGroups: readonly string[];
}

/** The description of a retired group until it is deleted. It also makes the retirement visible in a preview. */
export const RETIRED_DESCRIPTION = "Retired: this group is going to be deleted";

/**
 * Describes one record of `groups/`. Pure; the component only turns the result into resources.
 *
 * Refers to groups by address, never by Google's id: ids are unknown until the group exists, and with addresses every
 * import id follows from the record (import-ids.ts).
 *
 * A retired record must be applied **before** the group can be deleted: Pulumi then no longer retains it, and this
 * program gives it no members. Removing it from the program after that deletes it; see the component.
 */
export function describeGoogleGroup(record: Group): GoogleGroupDescription {
  const { email, name, settings, reconcileMembers } = record;
  const retired = record.state === "retired";
  const memberships = retired ? [] : describeMembers(record);
  return {
    retain: !retired,
    group: {
      name: email,
      args: { email, name, description: retired ? RETIRED_DESCRIPTION : record.description },
    },
    settings: { name: `${email}/settings`, args: { email, ...managedSettings(settings) } },
    unmanagedSettings: unmanagedSettings(settings),
    memberList: reconcileMembers
      ? { name: `${email}/members`, args: { groupId: email, members: memberships } }
      : undefined,
    members: reconcileMembers
      ? []
      : memberships.map((member) => ({
          name: `${email}/members/${member.email}`,
          args: { groupId: email, ...member },
          retain: member.role === "MEMBER",
        })),
    memberGroups: retired ? [] : record.nested,
  };
}

/**
 * All addresses of the record with their roles, sorted. The provider compares addresses case-sensitively and must be
 * told that a member is a group; otherwise every run shows a diff (docs/adr/googleworkspace-provider.md).
 */
function describeMembers({ owners, managers, members, nested }: Group): ListedMember[] {
  const groups = new Set(nested);
  const as = (role: ListedMember["role"], addresses: readonly string[]) =>
    addresses.map((address): ListedMember => {
      const email = address.toLowerCase();
      return { email, role, type: groups.has(email) ? "GROUP" : "USER" };
    });
  return [...as("OWNER", owners), ...as("MANAGER", managers), ...as("MEMBER", members)].sort((a, b) =>
    a.email < b.email ? -1 : 1,
  );
}

/**
 * Sorts member groups before the groups that contain them; keeps the order otherwise. The inventory rules out cycles; a
 * cycle would not loop forever here.
 */
export function inNestingOrder(records: readonly Group[]): Group[] {
  const byEmail = new Map(records.map((record) => [record.email, record]));
  const ordered = new Set<Group>();
  const started = new Set<Group>();
  const add = (record: Group): void => {
    if (started.has(record)) return;
    started.add(record);
    for (const email of record.nested) {
      const nested = byEmail.get(email);
      if (nested !== undefined) add(nested);
    }
    ordered.add(record);
  };
  records.forEach(add);
  return [...ordered];
}
