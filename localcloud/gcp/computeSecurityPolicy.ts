import type { Fields } from "../provider/resourceType.ts";
import { computeType, globalUsers, nameField } from "./compute.ts";
import { securityPolicyFault, type Rule } from "./computeSecurityPolicyRules.ts";
import { namedType } from "./namedType.ts";

const threshold: Fields = { count: { shape: "number" }, intervalSec: { shape: "number" } };

const rule: Fields = {
  priority: { shape: "number", required: true },
  action: { shape: "string", required: true },
  description: { shape: "string" },
  preview: { shape: "boolean" },
  match: {
    required: true,
    shape: {
      object: {
        versionedExpr: { shape: "string", oneOf: ["SRC_IPS_V1"] },
        config: { shape: { object: { srcIpRanges: { shape: { set: "string" } } } } },
        expr: { shape: { object: { expression: { shape: "string", required: true } } } },
      },
    },
  },
  rateLimitOptions: {
    shape: {
      object: {
        conformAction: { shape: "string", oneOf: ["allow"] },
        exceedAction: { shape: "string" },
        enforceOnKey: {
          shape: "string",
          oneOf: ["ALL", "IP", "HTTP_HEADER", "XFF_IP", "HTTP_COOKIE", "HTTP_PATH", "SNI", "REGION_CODE"],
        },
        rateLimitThreshold: { shape: { object: threshold } },
      },
    },
  },
};

/** gcp.compute.SecurityPolicy, global and for backends. */
export const computeSecurityPolicy = namedType({
  ...computeType,
  token: "gcp:compute/securityPolicy:SecurityPolicy",
  name: "projects/{project}/global/securityPolicies/{name}",
  fields: {
    name: nameField,
    description: { shape: "string" },
    type: { shape: "string", computed: true, oneOf: ["CLOUD_ARMOR", "CLOUD_ARMOR_EDGE"] },
    rules: { shape: { set: { object: rule } } },
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
