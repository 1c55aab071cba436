import { computeLinkFault, computeType, globalUsers, nameField } from "./compute.ts";
import type { GoogleCloud } from "./cloud.ts";
import { relativeLink, sameLink } from "./links.ts";
import { namedType } from "./namedType.ts";

interface Backend {
  readonly group: string;
}

/** gcp.compute.BackendService, for serverless network endpoint groups. */
export const computeBackendService = namedType({
  ...computeType,
  token: "gcp:compute/backendService:BackendService",
  name: "projects/{project}/global/backendServices/{name}",
  fields: {
    name: nameField,
    description: { shape: "string" },
    loadBalancingScheme: {
      shape: "string",
      default: "EXTERNAL",
      replaces: true,
      oneOf: ["EXTERNAL", "INTERNAL_SELF_MANAGED", "INTERNAL_MANAGED", "EXTERNAL_MANAGED"],
    },
    protocol: {
      shape: "string",
      computed: true,
      oneOf: ["HTTP", "HTTPS", "HTTP2", "TCP", "SSL", "UDP", "GRPC", "UNSPECIFIED", "H2C"],
    },
    enableCdn: { shape: "boolean" },
    securityPolicy: { shape: "string", same: sameLink },
    timeoutSec: { shape: "number", computed: true },
    connectionDrainingTimeoutSec: { shape: "number", computed: true },
    logConfig: {
      shape: { object: { enable: { shape: "boolean" }, sampleRate: { shape: "number", computed: true } } },
      computed: true,
    },
    backends: {
      shape: {
        set: {
          object: {
            group: { shape: "string", required: true, same: sameLink },
            description: { shape: "string" },
            balancingMode: {
              shape: "string",
              computed: true,
              oneOf: ["UTILIZATION", "RATE", "CONNECTION", "CUSTOM_METRICS", "IN_FLIGHT"],
            },
            capacityScaler: { shape: "number", computed: true },
          },
        },
      },
    },
  },
  defaults: () => ({ protocol: "HTTP", connectionDrainingTimeoutSec: 300 }),

  /** https://cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts#limitations */
  fault(inputs, cloud) {
    const { backends = [], securityPolicy, timeoutSec, logConfig } = inputs;
    const groups = (backends as readonly Backend[]).map(({ group }) => relativeLink(group));
    const twice = groups.find((group, index) => groups.indexOf(group) !== index);
    if (twice !== undefined) return `Duplicate instance groups in backend service: '${twice}'`;
    if (groups.length > 0 && timeoutSec !== undefined) {
      return "Timeout sec is not supported for a backend service with Serverless network endpoint groups.";
    }
    const rate = (logConfig as { sampleRate?: number } | undefined)?.sampleRate ?? 1;
    if (rate < 0 || rate > 1) {
      return `Invalid value for field 'resource.logConfig.sampleRate': '${rate}'. Must be between 0.0 and 1.0`;
    }
    return groupsFault(groups, cloud) ?? policyFault(securityPolicy, cloud);
  },

  users: globalUsers("urlMaps"),
});

function groupsFault(groups: readonly string[], cloud: GoogleCloud): string | undefined {
  return groups
    .map((group) => computeLinkFault(cloud, "networkEndpointGroups", group))
    .find((fault) => fault !== undefined);
}

function policyFault(policy: unknown, cloud: GoogleCloud): string | undefined {
  return policy === undefined ? undefined : computeLinkFault(cloud, "securityPolicies", policy);
}
