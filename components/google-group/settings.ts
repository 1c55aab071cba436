/**
 * The settings that the provider supports, by its names: the arguments of its GroupSettings without `email`. Flags are
 * booleans there, but strings in upstream's files.
 * https://registry.terraform.io/providers/hashicorp/googleworkspace/0.7.0/docs/resources/group_settings
 */
const FLAGS = [
  "allowExternalMembers",
  "allowWebPosting",
  "archiveOnly",
  "enableCollaborativeInbox",
  "includeCustomFooter",
  "includeInGlobalAddressList",
  "isArchived",
  "membersCanPostAsTheGroup",
  "sendMessageDenyNotification",
];
const TEXTS = [
  "customFooterText",
  "customReplyTo",
  "defaultMessageDenyNotificationText",
  "messageModerationLevel",
  "primaryLanguage",
  "replyTo",
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
];

/**
 * A record's settings by the provider's names: `WhoCanJoin` becomes `whoCanJoin`. Throws for a setting that the
 * provider does not support, and for a flag that is neither `true` nor `false`; the inventory rules out both.
 */
export function managedSettings(
  settings: Readonly<Record<string, string>>,
): Record<string, string | boolean> {
  const managed: Record<string, string | boolean> = {};
  for (const [key, value] of Object.entries(settings)) managed[providerName(key)] = providerValue(key, value);
  return managed;
}

function providerValue(key: string, value: string): string | boolean {
  const name = providerName(key);
  if (TEXTS.includes(name)) return value;
  if (!FLAGS.includes(name)) throw new Error(`the provider has no group setting "${key}"`);
  if (value !== "true" && value !== "false") throw new Error(`${key} must be true or false, not ${value}`);
  return value === "true";
}

/** The provider's names of all other settings, sorted. */
export function unmanagedSettings(settings: Readonly<Record<string, string>>): string[] {
  const managed = new Set(Object.keys(settings).map(providerName));
  return [...FLAGS, ...TEXTS].filter((name) => !managed.has(name)).sort();
}

function providerName(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}
