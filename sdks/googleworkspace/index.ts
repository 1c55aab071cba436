/**
 * A handwritten subset of `@pulumi/googleworkspace`. Type tokens, properties and package reference are those of the SDK
 * that `pulumi package add terraform-provider hashicorp/googleworkspace` generates, so either can replace the other
 * without a change to the state.
 */
export { Group, type GroupArgs } from "./group.ts";
export { GroupMember, type GroupMemberArgs } from "./groupMember.ts";
export { GroupMembers, type GroupMembersArgs, type GroupMembersMember } from "./groupMembers.ts";
export { GroupSettings, type GroupSettingsArgs } from "./groupSettings.ts";
export { Provider, type ProviderArgs } from "./provider.ts";
export type { Timeouts } from "./timeouts.ts";
