import { grantOf, isIam } from "../grants.ts";
import type { ResourceRule } from "../rule.ts";

const ALLOWED =
  /^(group:|serviceAccount:|principal:\/\/iam|principalSet:\/\/iam|allUsers$|allAuthenticatedUsers$)/;

export const principalKinds: ResourceRule = {
  name: "principal-kinds",
  description:
    "Roles are granted to groups, service accounts and workload identities, never to single people.",
  severity: "high",
  remediation: "Put the person into a group of groups/, and grant the role to the group.",
  url: "https://cloud.google.com/iam/docs/groups-best-practices",
  appliesTo: isIam,
  check: (resource) =>
    (grantOf(resource)?.members ?? [])
      .filter((member) => !ALLOWED.test(member))
      .map(
        (member) => `grants a role to ${member}: only group:, serviceAccount: and principal: are used here`,
      ),
};
