import * as pulumi from "@pulumi/pulumi";
import { getPackage, resourceOptions, resourceProperties } from "./package.ts";

/** A member in the list; see `GroupMemberArgs` for what each property means and when it shows a change for ever. */
export interface GroupMembersMember {
  email: pulumi.Input<string>;
  role?: pulumi.Input<string>;
  type?: pulumi.Input<string>;
  deliverySettings?: pulumi.Input<string>;
  /** Google's; an output. */
  id?: pulumi.Input<string>;
  /** Google's; an output. */
  status?: pulumi.Input<string>;
}

export interface GroupMembersArgs {
  /** The group's address or id. A change makes a new resource. */
  groupId: pulumi.Input<string>;
  /** All members: whoever is not listed is removed. */
  members?: pulumi.Input<pulumi.Input<GroupMembersMember>[]>;
}

/**
 * The whole member list of a group. Imported by `groups/<group>`, by address or by id.
 *
 * Creating it for a group that has one of the members already is refused (409), and so is every later attempt after a
 * creation that stopped half way; import it then.
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
