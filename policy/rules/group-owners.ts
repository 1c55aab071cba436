import { GROUP_MEMBER, GROUP_MEMBERS, at, items, text } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

export const groupOwners: ResourceRule = {
  name: "group-owners",
  description: "Only this repository decides who is in a group that grants access, not the group's owners.",
  severity: "high",
  remediation: "List the person below `members` instead of `owners` or `managers`.",
  url: "https://github.com/kubernetes/k8s.io/blob/main/groups/README.md",
  appliesTo: ofTypes(GROUP_MEMBERS, GROUP_MEMBER),
  check: (resource) => {
    if (!text(resource, "groupId")?.startsWith("k8s-infra-")) return [];
    const members = resource.type === GROUP_MEMBER ? [resource.props] : items(resource, "members");
    return members
      .filter((member) => at(member, ["role"]) === "OWNER")
      .map((member) => `makes ${String(at(member, ["email"]))} an owner, who could let others in`);
  },
};
