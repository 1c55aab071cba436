import { boolean, number, object, objectSet, string } from "../provider/shapes.ts";
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
    description: string(),
    loadBalancingScheme: string("replaces", {
      default: "EXTERNAL",
      oneOf: ["EXTERNAL", "INTERNAL_SELF_MANAGED", "INTERNAL_MANAGED", "EXTERNAL_MANAGED"],
    }),
    protocol: string("computed", {
      oneOf: ["HTTP", "HTTPS", "HTTP2", "TCP", "SSL", "UDP", "GRPC", "UNSPECIFIED", "H2C"],
    }),
    enableCdn: boolean(),
    securityPolicy: string({ same: sameLink }),
    timeoutSec: number("computed"),
    connectionDrainingTimeoutSec: number("computed"),
    logConfig: object("computed", { enable: boolean(), sampleRate: number("computed") }),
    backends: objectSet({
      group: string("required", { same: sameLink }),
      description: string(),
      balancingMode: string("computed", {
        oneOf: ["UTILIZATION", "RATE", "CONNECTION", "CUSTOM_METRICS", "IN_FLIGHT"],
      }),
      capacityScaler: number("computed"),
    }),
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
