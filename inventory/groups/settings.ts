/**
 * The settings that a group may have, with the values that Google accepts. The names are those of upstream's files:
 * Google's, capitalized. https://developers.google.com/workspace/admin/groups-settings/v1/reference/groups
 *
 * No others, since upstream's program silently ignores them (facts/upstream.md §3).
 */
const flag = ["true", "false"] as const;
const moderators = ["ALL_MEMBERS", "OWNERS_AND_MANAGERS", "OWNERS_ONLY", "NONE"] as const;

export const settingValues = {
  AllowExternalMembers: flag,
  AllowWebPosting: flag,
  MembersCanPostAsTheGroup: flag,
  MessageModerationLevel: [
    "MODERATE_ALL_MESSAGES",
    "MODERATE_NON_MEMBERS",
    "MODERATE_NEW_MEMBERS",
    "MODERATE_NONE",
  ],
  ReconcileMembers: flag,
  WhoCanDiscoverGroup: ["ANYONE_CAN_DISCOVER", "ALL_IN_DOMAIN_CAN_DISCOVER", "ALL_MEMBERS_CAN_DISCOVER"],
  WhoCanJoin: ["ANYONE_CAN_JOIN", "ALL_IN_DOMAIN_CAN_JOIN", "INVITED_CAN_JOIN", "CAN_REQUEST_TO_JOIN"],
  WhoCanModerateContent: moderators,
  WhoCanModerateMembers: moderators,
  WhoCanPostMessage: [
    "NONE_CAN_POST",
    "ALL_MANAGERS_CAN_POST",
    "ALL_MEMBERS_CAN_POST",
    "ALL_OWNERS_CAN_POST",
    "ALL_IN_DOMAIN_CAN_POST",
    "ANYONE_CAN_POST",
  ],
  WhoCanViewGroup: [
    "ANYONE_CAN_VIEW",
    "ALL_IN_DOMAIN_CAN_VIEW",
    "ALL_MEMBERS_CAN_VIEW",
    "ALL_MANAGERS_CAN_VIEW",
    "ALL_OWNERS_CAN_VIEW",
  ],
  WhoCanViewMembership: ["ALL_IN_DOMAIN_CAN_VIEW", "ALL_MEMBERS_CAN_VIEW", "ALL_MANAGERS_CAN_VIEW"],
} as const;

/** What each setting controls: Google's reference, in our words. ReconcileMembers is upstream's own. */
export const settingMeanings: Readonly<Record<SettingName, string>> = {
  AllowExternalMembers: "Whether addresses outside of the domain may be members.",
  AllowWebPosting: "Whether messages can be written on the web.",
  MembersCanPostAsTheGroup: "Whether members can send as the group.",
  MessageModerationLevel: "Which messages wait for a moderator.",
  ReconcileMembers:
    'Whether whoever is not listed is removed. Groups of k8s-infra must have "true". Not a setting of Google\'s.',
  WhoCanDiscoverGroup: "Who finds the group when searching.",
  WhoCanJoin: "Who may become a member, and how.",
  WhoCanModerateContent: "Who may remove messages.",
  WhoCanModerateMembers: "Who may add, approve and remove members.",
  WhoCanPostMessage: "Who may write to the group.",
  WhoCanViewGroup: "Who may read its messages.",
  WhoCanViewMembership: "Who sees the members.",
};

export type SettingName = keyof typeof settingValues;

/** The values that upstream sets unless a group overrides them (facts/upstream.md §3). */
export const defaultSettings: Readonly<Partial<Record<SettingName, string>>> = {
  AllowExternalMembers: "true",
  MembersCanPostAsTheGroup: "false",
  MessageModerationLevel: "MODERATE_NONE",
  WhoCanDiscoverGroup: "ALL_IN_DOMAIN_CAN_DISCOVER",
  WhoCanJoin: "INVITED_CAN_JOIN",
  WhoCanModerateContent: "OWNERS_AND_MANAGERS",
  WhoCanModerateMembers: "OWNERS_AND_MANAGERS",
  WhoCanPostMessage: "ALL_MEMBERS_CAN_POST",
  WhoCanViewGroup: "ALL_MEMBERS_CAN_VIEW",
  WhoCanViewMembership: "ALL_MANAGERS_CAN_VIEW",
};

/** The settings for Google: the defaults overridden by `stated`, without ReconcileMembers, which is upstream's own. */
export function effectiveSettings(stated: Readonly<Record<string, string>>): Record<string, string> {
  const all = Object.entries({ ...defaultSettings, ...stated });
  return Object.fromEntries(
    all.filter(([name]) => name !== "ReconcileMembers").sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
