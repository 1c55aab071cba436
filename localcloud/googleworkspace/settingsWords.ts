/**
 * The settings that the provider supports, by the SDK's names, with its defaults:
 * internal/provider/resource_group_settings.go. The defaults are those in Google's documentation, which every new group
 * has.
 * https://developers.google.com/workspace/admin/groups-settings/v1/reference/groups
 */

/** A setting that accepts only certain values. */
export interface WordSetting {
  readonly words: readonly string[];
  readonly default: string;
}

const moderators = ["ALL_MEMBERS", "OWNERS_AND_MANAGERS", "OWNERS_ONLY", "NONE"];

export const wordSettings: Readonly<Record<string, WordSetting>> = {
  messageModerationLevel: {
    words: ["MODERATE_ALL_MESSAGES", "MODERATE_NON_MEMBERS", "MODERATE_NEW_MEMBERS", "MODERATE_NONE"],
    default: "MODERATE_NONE",
  },
  replyTo: {
    words: [
      "REPLY_TO_CUSTOM",
      "REPLY_TO_SENDER",
      "REPLY_TO_LIST",
      "REPLY_TO_OWNER",
      "REPLY_TO_IGNORE",
      "REPLY_TO_MANAGERS",
    ],
    default: "REPLY_TO_IGNORE",
  },
  spamModerationLevel: { words: ["ALLOW", "MODERATE", "SILENTLY_MODERATE", "REJECT"], default: "MODERATE" },
  whoCanAssistContent: {
    words: ["ALL_MEMBERS", "OWNERS_AND_MANAGERS", "MANAGERS_ONLY", "OWNERS_ONLY", "NONE"],
    default: "NONE",
  },
  whoCanContactOwner: {
    words: [
      "ALL_IN_DOMAIN_CAN_CONTACT",
      "ALL_MANAGERS_CAN_CONTACT",
      "ALL_MEMBERS_CAN_CONTACT",
      "ANYONE_CAN_CONTACT",
      "ALL_OWNERS_CAN_CONTACT",
    ],
    default: "ANYONE_CAN_CONTACT",
  },
  whoCanDiscoverGroup: {
    words: ["ANYONE_CAN_DISCOVER", "ALL_IN_DOMAIN_CAN_DISCOVER", "ALL_MEMBERS_CAN_DISCOVER"],
    default: "ALL_IN_DOMAIN_CAN_DISCOVER",
  },
  whoCanJoin: {
    words: ["ANYONE_CAN_JOIN", "ALL_IN_DOMAIN_CAN_JOIN", "INVITED_CAN_JOIN", "CAN_REQUEST_TO_JOIN"],
    default: "CAN_REQUEST_TO_JOIN",
  },
  whoCanLeaveGroup: {
    words: ["ALL_MANAGERS_CAN_LEAVE", "ALL_MEMBERS_CAN_LEAVE", "NONE_CAN_LEAVE"],
    default: "ALL_MEMBERS_CAN_LEAVE",
  },
  whoCanModerateContent: { words: moderators, default: "OWNERS_AND_MANAGERS" },
  whoCanModerateMembers: { words: moderators, default: "OWNERS_AND_MANAGERS" },
  whoCanPostMessage: {
    words: [
      "NONE_CAN_POST",
      "ALL_MANAGERS_CAN_POST",
      "ALL_MEMBERS_CAN_POST",
      "ALL_OWNERS_CAN_POST",
      "ALL_IN_DOMAIN_CAN_POST",
      "ANYONE_CAN_POST",
    ],
    // The only default that the provider leaves to Google; the value that Google chooses is from memory.
    default: "ANYONE_CAN_POST",
  },
  whoCanViewGroup: {
    words: [
      "ANYONE_CAN_VIEW",
      "ALL_IN_DOMAIN_CAN_VIEW",
      "ALL_MEMBERS_CAN_VIEW",
      "ALL_MANAGERS_CAN_VIEW",
      "ALL_OWNERS_CAN_VIEW",
    ],
    default: "ALL_MEMBERS_CAN_VIEW",
  },
  whoCanViewMembership: {
    words: ["ALL_IN_DOMAIN_CAN_VIEW", "ALL_MEMBERS_CAN_VIEW", "ALL_MANAGERS_CAN_VIEW", "ALL_OWNERS_CAN_VIEW"],
    default: "ALL_MEMBERS_CAN_VIEW",
  },
};

export const flagSettings: Readonly<Record<string, boolean>> = {
  allowExternalMembers: false,
  allowWebPosting: true,
  archiveOnly: false,
  enableCollaborativeInbox: false,
  includeCustomFooter: false,
  includeInGlobalAddressList: true,
  isArchived: false,
  membersCanPostAsTheGroup: false,
  sendMessageDenyNotification: false,
};

/** Text settings with the most characters that the provider accepts; empty by default. */
export const textSettings: Readonly<Record<string, number>> = {
  customFooterText: 1_000,
  customReplyTo: Infinity,
  defaultMessageDenyNotificationText: 10_000,
  primaryLanguage: Infinity,
};
