import * as pulumi from "@pulumi/pulumi";
import { Group, GroupMember, GroupMembers, GroupSettings } from "@pulumi/googleworkspace";
import type { Group as GroupRecord } from "../../inventory/groups/types.ts";
import { GOOGLE_GROUP } from "../tokens.ts";
import { describeGoogleGroup } from "./describe.ts";

export interface GoogleGroupArgs {
  readonly group: GroupRecord;
  /** The groups made so far, by address: those that are members of this one must be among them. */
  readonly made: ReadonlyMap<string, GoogleGroup>;
}

/**
 * A Google Group with its settings and its members: one list that nobody else may be in where the record reconciles
 * members, one membership per declared address elsewhere.
 *
 * A group that leaves the program is forgotten, with its settings and members as they are. To delete one takes two
 * applied programs, because Pulumi deletes by what its state says, not by what the program said last: the first with the
 * record retired (no longer retained, list emptied), the second without it. The group's deletion takes settings and
 * members along (`deletedWith`).
 *
 * @example
 * for (const group of inNestingOrder(groups))
 *   made.set(group.email, new GoogleGroup(group.email, { group, made }, { providers: [googleworkspace] }));
 */
export class GoogleGroup extends pulumi.ComponentResource {
  readonly email: string;
  /** To depend on, for a binding to this group: exists as soon as the group does, whatever becomes of its members. */
  readonly group: Group;

  constructor(
    name: string,
    { group: record, made }: GoogleGroupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(GOOGLE_GROUP, name, {}, opts);
    const described = describeGoogleGroup(record);
    const { retain, unmanagedSettings, memberList } = described;

    const group = new Group(described.group.name, described.group.args, {
      parent: this,
      retainOnDelete: retain,
    });
    const inGroup = { parent: this, deletedWith: group };
    const settings = new GroupSettings(described.settings.name, described.settings.args, {
      ...inGroup,
      dependsOn: group,
      retainOnDelete: retain,
      ignoreChanges: [...unmanagedSettings],
    });
    // After the settings: they say whether people from outside the domain may be members.
    const dependsOn = [settings, ...described.memberGroups.map((email) => groupOf(email, made))];
    if (memberList !== undefined) {
      new GroupMembers(memberList.name, memberList.args, { ...inGroup, dependsOn, retainOnDelete: retain });
    }
    for (const { name: memberName, args, retain: retainOnDelete } of described.members) {
      new GroupMember(memberName, args, { ...inGroup, dependsOn, retainOnDelete });
    }

    this.email = record.email;
    this.group = group;
    this.registerOutputs({ email: this.email });
  }
}

function groupOf(email: string, made: ReadonlyMap<string, GoogleGroup>): Group {
  const nested = made.get(email);
  if (nested === undefined)
    throw new Error(`the member group ${email} must be made before the groups it is in`);
  return nested.group;
}
