import { grantOf, isIam } from "../grants.ts";
import type { ResourceRule } from "../rule.ts";

const BASIC = ["roles/owner", "roles/editor"];

export const basicRoles: ResourceRule = {
  name: "basic-roles",
  description: "Nobody is granted owner or editor.",
  severity: "critical",
  remediation: "Grant the narrowest predefined role that the work needs, on the resource that needs it.",
  url: "https://cloud.google.com/iam/docs/roles-overview#basic",
  appliesTo: isIam,
  check: (resource) => {
    const grant = grantOf(resource);
    return grant && BASIC.includes(grant.role)
      ? [`grants ${grant.role}, which may do nearly everything`]
      : [];
  },
};
