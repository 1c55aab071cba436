import { GROUP_SETTINGS, at, text, type PolicyResource } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

/** Required settings of groups that grant access, and their allowed values: nobody may add themselves (facts §3). */
const REQUIRED: readonly (readonly [setting: string, allowed: readonly string[]])[] = [
  ["whoCanJoin", ["INVITED_CAN_JOIN"]],
  ["whoCanModerateMembers", ["OWNERS_AND_MANAGERS", "OWNERS_ONLY"]],
];

export const groupSettings: ResourceRule = {
  name: "group-settings",
  description: "Nobody joins a group that grants access without being invited.",
  severity: "high",
  remediation: "Leave WhoCanJoin and WhoCanModerateMembers at their defaults for k8s-infra groups.",
  url: "https://developers.google.com/workspace/admin/groups-settings/v1/reference/groups",
  appliesTo: ofTypes(GROUP_SETTINGS),
  check: (settings) =>
    grantsAccess(settings) ? REQUIRED.flatMap(([key, allowed]) => judge(settings, key, allowed)) : [],
};

function grantsAccess(settings: PolicyResource): boolean {
  return text(settings, "email")?.startsWith("k8s-infra-") ?? false;
}

function judge(settings: PolicyResource, key: string, allowed: readonly string[]): string[] {
  const value = at(settings.props, [key]);
  const stated = text(settings, key);
  if (value === undefined) return [`does not set ${key}`];
  return stated === undefined || allowed.includes(stated)
    ? []
    : [`has ${key} ${stated}, not ${allowed.join(" or ")}`];
}
