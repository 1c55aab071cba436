import type { Fields } from "../provider/resourceType.ts";
import { boolean, number, object, objectSet, string, stringSet } from "../provider/shapes.ts";
import { computeType, globalUsers, nameField } from "./compute.ts";
import { securityPolicyFault, type Rule } from "./computeSecurityPolicyRules.ts";
import { namedType } from "./namedType.ts";

const threshold: Fields = { count: number(), intervalSec: number() };

const rule: Fields = {
  priority: number("required"),
  action: string("required"),
  description: string(),
  preview: boolean(),
  match: object("required", {
    versionedExpr: string({ oneOf: ["SRC_IPS_V1"] }),
    config: object({ srcIpRanges: stringSet() }),
    expr: object({ expression: string("required") }),
  }),
  rateLimitOptions: object({
    conformAction: string({ oneOf: ["allow"] }),
    exceedAction: string(),
    enforceOnKey: string({
      oneOf: ["ALL", "IP", "HTTP_HEADER", "XFF_IP", "HTTP_COOKIE", "HTTP_PATH", "SNI", "REGION_CODE"],
    }),
    rateLimitThreshold: object(threshold),
  }),
};

/** gcp.compute.SecurityPolicy, global and for backends. */
export const computeSecurityPolicy = namedType({
  ...computeType,
  token: "gcp:compute/securityPolicy:SecurityPolicy",
  name: "projects/{project}/global/securityPolicies/{name}",
  fields: {
    name: nameField,
    description: string(),
    type: string("computed", { oneOf: ["CLOUD_ARMOR", "CLOUD_ARMOR_EDGE"] }),
    rules: objectSet(rule),
  },
  defaults: () => ({ type: "CLOUD_ARMOR" }),
  fault: ({ rules }) => securityPolicyFault((rules ?? []) as readonly Rule[]),

  /** gcp-provider.md: at most 10 ranges per rule. */
  check({ rules }) {
    if (!Array.isArray(rules)) return [];
    return (rules as Partial<Rule>[]).flatMap(({ match }) => {
      const count = match?.config?.srcIpRanges?.length ?? 0;
      if (count <= 10) return [];
      return [
        {
          property: "rules",
          reason: `Too many list items: attribute src_ip_ranges supports 10 item maximum, but config has ${count} declared.`,
        },
      ];
    });
  },

  users: globalUsers("backendServices"),
});
