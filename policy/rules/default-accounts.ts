import { grantOf, isIam } from "../grants.ts";
import { CLOUD_RUN_JOB, CLOUD_RUN_SERVICE, at } from "../resource.ts";
import type { ResourceRule } from "../rule.ts";

/** Accounts that Google creates automatically, shared by everything without an account of its own. */
const DEFAULT_ACCOUNT = /(-compute@developer|@appspot|@cloudbuild|@cloudservices)\.gserviceaccount\.com$/;

export const defaultAccounts: ResourceRule = {
  name: "default-accounts",
  description: "Nothing is granted to Google's default service accounts, and nothing on Cloud Run uses them.",
  severity: "high",
  remediation: "Make a service account for this one purpose, and give it just the roles that it needs.",
  url: "https://cloud.google.com/iam/docs/best-practices-service-accounts#default-service-accounts",
  appliesTo: (type) => isIam(type) || type === CLOUD_RUN_SERVICE || type === CLOUD_RUN_JOB,
  check: (resource) => {
    if (!isIam(resource.type)) {
      const path = resource.type === CLOUD_RUN_JOB ? ["template", "template"] : ["template"];
      const account = at(resource.props, [...path, "serviceAccount"]);
      if (account === undefined) return ["has no service account and would run as the default one"];
      return DEFAULT_ACCOUNT.test(String(account)) ? [`runs as ${String(account)}, a default account`] : [];
    }
    const grant = grantOf(resource);
    return (grant?.members ?? [])
      .filter((member) => DEFAULT_ACCOUNT.test(member))
      .map((member) => `grants ${grant?.role ?? ""} to ${member}, a default account`);
  },
};
