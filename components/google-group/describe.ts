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

/** How one address is in the group. */
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
   * Whether the address stays in the group when it leaves the record. Where members are not reconciled, upstream removes
   * unlisted owners and managers only (facts/upstream.md §3), since people may have joined by themselves.
   */
  readonly retain: boolean;
}

/** Everything that makes up one Google Group, as plain data in the provider's terms. */
export interface GoogleGroupDescription {
  /** Whether Pulumi only forgets the group, its settings and its list when they leave the program. */
  readonly retain: boolean;
  readonly group: Described<GroupArgs>;
  readonly settings: Described<GroupSettingsArgs>;
  /** Settings that the record does not speak of, by the provider's names: whatever Google has is left alone. */
  readonly unmanagedSettings: readonly string[];
  /** The whole list, where whoever is not listed is removed. */
  readonly memberList: Described<GroupMembersArgs> | undefined;
  /** One by one where others may be members too; sorted by address. */
  readonly members: readonly GroupMemberDescription[];
  /** Addresses of the member groups, which have to exist before. Sorted. */
  readonly memberGroups: readonly string[];
}

/** What a retired group says of itself until it is deleted; also makes retiring a change that a preview shows. */
export const RETIRED_DESCRIPTION = "Retired: this group is going to be deleted";

/**
 * Says what one record of `groups/` is made of. Pure; the component only wires what this returns.
 *
 * Groups are named by their address, never by Google's id: ids would be unknown until the group exists, and with
 * addresses every import id follows from the record (import-ids.ts).
 *
 * A retired record is what has to be applied **before** the group can be deleted: Pulumi no longer retains it, and it
 * has no members by this program. Leaving it out of the program after that deletes it; see the component.
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
 * Every address of the record with its role, sorted. The provider compares the letters of an address and wants to be
 * told that a member is a group, or every run shows a change (docs/adr/googleworkspace-provider.md).
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
 * Puts member groups before the groups that they are in, and keeps the order otherwise. The records have no cycles
 * (inventory); should there be one, its groups come in the order that they stand in.
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
