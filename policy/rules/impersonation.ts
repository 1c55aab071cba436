import { grantOf, isIam } from "../grants.ts";
import type { ResourceRule } from "../rule.ts";

const IMPERSONATING = [
  "roles/iam.serviceAccountUser",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountOpenIdTokenCreator",
  "roles/iam.serviceAccountAdmin",
  "roles/iam.serviceAccountKeyAdmin",
  "roles/iam.workloadIdentityUser",
];

export const impersonation: ResourceRule = {
  name: "impersonation",
  description: "Acting as a service account is granted on that one account, never on a whole project.",
  severity: "high",
  remediation: "Grant the role on the service account itself (serviceaccount.IAMBinding).",
  url: "https://cloud.google.com/iam/docs/best-practices-service-accounts#project-folder-grants",
  appliesTo: isIam,
  check: (resource) => {
    const grant = grantOf(resource);
    if (grant === undefined || !IMPERSONATING.includes(grant.role)) return [];
    return grant.targetKind === "serviceaccount"
      ? []
      : [`grants ${grant.role} on ${grant.target}, and so on every service account in it`];
  },
};
