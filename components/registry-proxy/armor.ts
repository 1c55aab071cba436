import type { SecurityPolicyArgs } from "@pulumi/gcp/compute/securityPolicy.js";
import type { Proxy, ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";

const NAME = "security-policy-oci-proxy";

/** Paths of the OCI referrers API: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints */
const REFERRERS = "/v2/.+/referrers/.+";

/** The priority of the default rule, which every policy has. */
const LAST = 2_147_483_647;

/** Describes which requests Cloud Armor lets through to the proxy: facts/upstream.md §4.3. */
export function describeArmor(
  { armor: { paths, throttle } }: Proxy,
  { project, referrers }: ProxyStack,
): Described<Known<SecurityPolicyArgs>> {
  const known = [...paths, ...(referrers ? [REFERRERS] : [])].map((path) => `^${path}$`).join("|");
  return {
    name: `${project}/${NAME}`,
    args: {
      project,
      name: NAME,
      deletionPolicy: "PREVENT",
      rules: [
        {
          priority: 1,
          action: "deny(404)",
          description: "Block invalid request paths.",
          match: { expr: { expression: `!request.path.matches('${known}')` } },
        },
        {
          priority: LAST,
          action: "throttle",
          description: "Default rule. Limit excessive usage.",
          match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } },
          rateLimitOptions: {
            conformAction: "allow",
            exceedAction: "deny(429)",
            enforceOnKey: "IP",
            rateLimitThreshold: { count: throttle.requests, intervalSec: throttle.seconds },
          },
        },
      ],
    },
  };
}
