import { grantOf, isIam } from "../grants.ts";
import type { ResourceRule } from "../rule.ts";

/** The role that everybody may hold, by kind of target: reading and calling the redirector (facts §1.1, §4, §6). */
const PUBLIC_READERS: Readonly<Record<string, string>> = {
  "artifactregistry/repository": "roles/artifactregistry.reader",
  "storage/bucket": "roles/storage.objectViewer",
  "cloudrunv2/service": "roles/run.invoker",
};

export const publicAccess: ResourceRule = {
  name: "public-access",
  description: "Everybody may read images and artifacts and call the redirector, and nothing else.",
  severity: "critical",
  remediation:
    "Name a group or a service account. Only the roles of policy/rules/public-access.ts are for everybody.",
  url: "https://cloud.google.com/iam/docs/principals-overview",
  appliesTo: isIam,
  check: (resource) => {
    const grant = grantOf(resource);
    if (grant === undefined) return [];
    return grant.members.flatMap((member) => {
      if (member === "allAuthenticatedUsers") {
        return [`grants ${grant.role} to allAuthenticatedUsers, which is everybody with a Google account`];
      }
      const intended = PUBLIC_READERS[grant.targetKind] === grant.role;
      return member === "allUsers" && !intended
        ? [`grants ${grant.role} to allUsers, which is everybody`]
        : [];
    });
  },
};
