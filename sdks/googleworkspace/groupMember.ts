import * as pulumi from "@pulumi/pulumi";
import { getPackage, resourceOptions, resourceProperties } from "./package.ts";
import type { Timeouts } from "./timeouts.ts";

/** The inputs of one membership. */
export interface GroupMemberArgs {
  /** The group's address or id. */
  groupId: pulumi.Input<string>;
  /**
   * Must be in lower case, or every run shows a change: Google answers in lower case and the provider compares exactly.
   */
  email: pulumi.Input<string>;
  /** `OWNER`, `MANAGER` or `MEMBER` (default). A member group can only be a `MEMBER`. */
  role?: pulumi.Input<string>;
  /** `USER` (default), `GROUP` or `CUSTOMER`. Must be `GROUP` for a group, or every run shows a change. */
  type?: pulumi.Input<string>;
  /** `ALL_MAIL` (default), `DAILY`, `DIGEST`, `DISABLED` or `NONE`. */
  deliverySettings?: pulumi.Input<string>;
  timeouts?: pulumi.Input<Timeouts>;
}

/**
 * One membership; other members of the group are left alone. Imported by `groups/<group>/members/<member>`, both by
 * address or by id.
 * https://registry.terraform.io/providers/hashicorp/googleworkspace/0.7.0/docs/resources/group_member
 */
export class GroupMember extends pulumi.CustomResource {
  static readonly __pulumiType = "googleworkspace:index/groupMember:GroupMember";

  declare readonly groupId: pulumi.Output<string>;
  declare readonly email: pulumi.Output<string>;
  declare readonly role: pulumi.Output<string | undefined>;
  declare readonly type: pulumi.Output<string | undefined>;
  declare readonly deliverySettings: pulumi.Output<string | undefined>;
  declare readonly timeouts: pulumi.Output<Timeouts | undefined>;
  declare readonly etag: pulumi.Output<string>;
  declare readonly memberId: pulumi.Output<string>;
  declare readonly status: pulumi.Output<string>;

  constructor(name: string, args: GroupMemberArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = resourceProperties(args, [
      "groupId",
      "email",
      "role",
      "type",
      "deliverySettings",
      "timeouts",
      "etag",
      "memberId",
      "status",
    ]);
    super(GroupMember.__pulumiType, name, inputs, resourceOptions(opts), false, getPackage());
  }
}
