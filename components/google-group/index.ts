import * as pulumi from "@pulumi/pulumi";
import { Group, GroupMember, GroupMembers, GroupSettings } from "@pulumi/googleworkspace";
import type { Group as GroupRecord } from "../../inventory/groups/types.ts";
import { GOOGLE_GROUP } from "../tokens.ts";
import { describeGoogleGroup } from "./describe.ts";

export interface GoogleGroupArgs {
  readonly group: GroupRecord;
  /** The groups created so far, by address. Must include the member groups of this one. */
  readonly made: ReadonlyMap<string, GoogleGroup>;
}

/**
 * A Google Group with its settings and members: one exhaustive list if the record reconciles members, otherwise one
 * membership per declared address.
 *
 * A group removed from the program is retained, with its settings and members as they are. Deleting a group takes two
 * updates, because Pulumi decides by the options in its state, not by those in the last program: the first with the
 * record retired (no longer retained, list emptied), the second without it. Settings and members are deleted with the
 * group (`deletedWith`).
 *
 * @example for (const group of inNestingOrder(groups)) made.set(group.email, new GoogleGroup(group.email, { group, made
 *   }, { providers: [googleworkspace] }));
 */
export class GoogleGroup extends pulumi.ComponentResource {
  readonly email: string;
  /** For bindings to depend on: exists as soon as the group does, regardless of its members. */
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
    // After the settings, which decide whether people outside the domain may be members.
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
