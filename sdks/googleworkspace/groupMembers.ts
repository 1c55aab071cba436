import * as pulumi from "@pulumi/pulumi";
import { getPackage, resourceOptions, resourceProperties } from "./package.ts";

/** A member in the list. `GroupMemberArgs` explains the properties, and which values cause a permanent diff. */
export interface GroupMembersMember {
  email: pulumi.Input<string>;
  role?: pulumi.Input<string>;
  type?: pulumi.Input<string>;
  deliverySettings?: pulumi.Input<string>;
  /** An output, assigned by Google. */
  id?: pulumi.Input<string>;
  /** An output, set by Google. */
  status?: pulumi.Input<string>;
}

export interface GroupMembersArgs {
  /** The group's address or id. A change requires a replacement. */
  groupId: pulumi.Input<string>;
  /** All members: anyone not listed is removed. */
  members?: pulumi.Input<pulumi.Input<GroupMembersMember>[]>;
}

/**
 * The complete member list of a group. Imported by `groups/<group>`, by address or by id.
 *
 * Creating it for a group that already has one of the members fails (409), and so does every attempt after a creation
 * that was interrupted halfway; import it then.
 * https://registry.terraform.io/providers/hashicorp/googleworkspace/0.7.0/docs/resources/group_members
 */
export class GroupMembers extends pulumi.CustomResource {
  static readonly __pulumiType = "googleworkspace:index/groupMembers:GroupMembers";

  declare readonly groupId: pulumi.Output<string>;
  declare readonly members: pulumi.Output<pulumi.Unwrap<GroupMembersMember>[] | undefined>;
  declare readonly etag: pulumi.Output<string>;

  constructor(name: string, args: GroupMembersArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = resourceProperties(args, ["groupId", "members", "etag"]);
    super(GroupMembers.__pulumiType, name, inputs, resourceOptions(opts), false, getPackage());
  }
}
