import { grantOf, isIam } from "../grants.ts";
import type { ResourceRule } from "../rule.ts";

export const viewerForGroups: ResourceRule = {
  name: "viewer-for-groups",
  description: "The basic role viewer is for people, and so for groups only.",
  severity: "medium",
  remediation: "Grant a machine the predefined role that lets it read what it needs, and nothing else.",
  url: "https://cloud.google.com/iam/docs/roles-overview#basic",
  appliesTo: isIam,
  check: (resource) => {
    const grant = grantOf(resource);
    if (grant?.role !== "roles/viewer") return [];
    return grant.members
      .filter((member) => !member.startsWith("group:"))
      .map((member) => `grants roles/viewer to ${member}, which is no group`);
  },
};
