import * as pulumi from "@pulumi/pulumi";
import { getPackage, resourceOptions, resourceProperties } from "./package.ts";
import type { Timeouts } from "./timeouts.ts";

/**
 * The settings of a group, under Google's names
 * (https://developers.google.com/workspace/admin/groups-settings/v1/reference/groups). An omitted setting gets the
 * provider's default rather than keeping Google's present value, unless `ignoreChanges` names it.
 */
export interface GroupSettingsArgs {
  /** The group's address. After a change, the settings are those of another group. */
  email: pulumi.Input<string>;
  allowExternalMembers?: pulumi.Input<boolean>;
  allowWebPosting?: pulumi.Input<boolean>;
  archiveOnly?: pulumi.Input<boolean>;
  customFooterText?: pulumi.Input<string>;
  customReplyTo?: pulumi.Input<string>;
  defaultMessageDenyNotificationText?: pulumi.Input<string>;
  enableCollaborativeInbox?: pulumi.Input<boolean>;
  includeCustomFooter?: pulumi.Input<boolean>;
  includeInGlobalAddressList?: pulumi.Input<boolean>;
  isArchived?: pulumi.Input<boolean>;
  membersCanPostAsTheGroup?: pulumi.Input<boolean>;
  messageModerationLevel?: pulumi.Input<string>;
  primaryLanguage?: pulumi.Input<string>;
  replyTo?: pulumi.Input<string>;
  sendMessageDenyNotification?: pulumi.Input<boolean>;
  spamModerationLevel?: pulumi.Input<string>;
  whoCanAssistContent?: pulumi.Input<string>;
  whoCanContactOwner?: pulumi.Input<string>;
  whoCanDiscoverGroup?: pulumi.Input<string>;
  whoCanJoin?: pulumi.Input<string>;
  whoCanLeaveGroup?: pulumi.Input<string>;
  whoCanModerateContent?: pulumi.Input<string>;
  whoCanModerateMembers?: pulumi.Input<string>;
  whoCanPostMessage?: pulumi.Input<string>;
  whoCanViewGroup?: pulumi.Input<string>;
  whoCanViewMembership?: pulumi.Input<string>;
  timeouts?: pulumi.Input<Timeouts>;
}

/**
 * The settings of one group, which exist as soon as the group does. Its id, and import id, is the group's address.
 * Deleting it only removes it from the state.
 * https://registry.terraform.io/providers/hashicorp/googleworkspace/0.7.0/docs/resources/group_settings
 */
export class GroupSettings extends pulumi.CustomResource {
  static readonly __pulumiType = "googleworkspace:index/groupSettings:GroupSettings";

  declare readonly email: pulumi.Output<string>;
  declare readonly allowExternalMembers: pulumi.Output<boolean | undefined>;
  declare readonly allowWebPosting: pulumi.Output<boolean | undefined>;
  declare readonly archiveOnly: pulumi.Output<boolean | undefined>;
  declare readonly customFooterText: pulumi.Output<string | undefined>;
  declare readonly customReplyTo: pulumi.Output<string | undefined>;
  declare readonly defaultMessageDenyNotificationText: pulumi.Output<string | undefined>;
  declare readonly enableCollaborativeInbox: pulumi.Output<boolean | undefined>;
  declare readonly includeCustomFooter: pulumi.Output<boolean | undefined>;
  declare readonly includeInGlobalAddressList: pulumi.Output<boolean | undefined>;
  declare readonly isArchived: pulumi.Output<boolean | undefined>;
  declare readonly membersCanPostAsTheGroup: pulumi.Output<boolean | undefined>;
  declare readonly messageModerationLevel: pulumi.Output<string | undefined>;
  declare readonly primaryLanguage: pulumi.Output<string | undefined>;
  declare readonly replyTo: pulumi.Output<string | undefined>;
  declare readonly sendMessageDenyNotification: pulumi.Output<boolean | undefined>;
  declare readonly spamModerationLevel: pulumi.Output<string | undefined>;
  declare readonly whoCanAssistContent: pulumi.Output<string | undefined>;
  declare readonly whoCanContactOwner: pulumi.Output<string | undefined>;
  declare readonly whoCanDiscoverGroup: pulumi.Output<string | undefined>;
  declare readonly whoCanJoin: pulumi.Output<string | undefined>;
  declare readonly whoCanLeaveGroup: pulumi.Output<string | undefined>;
  declare readonly whoCanModerateContent: pulumi.Output<string | undefined>;
  declare readonly whoCanModerateMembers: pulumi.Output<string | undefined>;
  declare readonly whoCanPostMessage: pulumi.Output<string>;
  declare readonly whoCanViewGroup: pulumi.Output<string | undefined>;
  declare readonly whoCanViewMembership: pulumi.Output<string | undefined>;
  declare readonly timeouts: pulumi.Output<Timeouts | undefined>;
  declare readonly customRolesEnabledForSettingsToBeMerged: pulumi.Output<boolean>;
  /** The group's description. */
  declare readonly description: pulumi.Output<string>;
  /** The group's name. */
  declare readonly name: pulumi.Output<string>;

  constructor(name: string, args: GroupSettingsArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = resourceProperties(args, [
      "email",
      "allowExternalMembers",
      "allowWebPosting",
      "archiveOnly",
      "customFooterText",
      "customReplyTo",
      "defaultMessageDenyNotificationText",
      "enableCollaborativeInbox",
      "includeCustomFooter",
      "includeInGlobalAddressList",
      "isArchived",
      "membersCanPostAsTheGroup",
      "messageModerationLevel",
      "primaryLanguage",
      "replyTo",
      "sendMessageDenyNotification",
      "spamModerationLevel",
      "whoCanAssistContent",
      "whoCanContactOwner",
      "whoCanDiscoverGroup",
      "whoCanJoin",
      "whoCanLeaveGroup",
      "whoCanModerateContent",
      "whoCanModerateMembers",
      "whoCanPostMessage",
      "whoCanViewGroup",
      "whoCanViewMembership",
      "timeouts",
      "customRolesEnabledForSettingsToBeMerged",
      "description",
      "name",
    ]);
    super(GroupSettings.__pulumiType, name, inputs, resourceOptions(opts), false, getPackage());
  }
}
