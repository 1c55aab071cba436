import { string } from "../provider/shapes.ts";
import { COMPUTE, computeLinkFault, computeType, nameField } from "./compute.ts";
import type { GoogleCloud } from "./cloud.ts";
import { relativeLink, sameLink } from "./links.ts";
import { namedType } from "./namedType.ts";

export const computeGlobalForwardingRule = namedType({
  ...computeType,
  token: "gcp:compute/globalForwardingRule:GlobalForwardingRule",
  name: "projects/{project}/global/forwardingRules/{name}",
  fields: {
    name: nameField,
    description: string("replaces"),
    target: string("required", { same: sameLink }),
    ipAddress: string("replaces", "computed"),
    ipProtocol: string("replaces", "computed", { oneOf: ["TCP", "UDP", "ESP", "AH", "SCTP", "ICMP"] }),
    // The API returns `80-80`, which the plugin considers equal (PortRangeDiffSuppress).
    portRange: string("replaces", "computed"),
    loadBalancingScheme: string("replaces", {
      default: "EXTERNAL",
      oneOf: ["EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL_MANAGED", "INTERNAL_SELF_MANAGED"],
    }),
  },
  defaults: () => ({ ipProtocol: "TCP" }),

  /** https://cloud.google.com/compute/docs/reference/rest/v1/globalForwardingRules */
  fault(inputs, cloud, path) {
    const { target, ipAddress, portRange, loadBalancingScheme } = inputs;
    const kind = relativeLink(target).split("/").at(-2) ?? "";
    if (!/^targetHttps?Proxies$/.test(kind)) {
      return `Invalid value for field 'resource.target': '${String(target)}'. The URL is malformed.`;
    }
    if (!/^\d+$/.test(String(portRange))) {
      return `Invalid value for field 'resource.portRange': '${String(portRange)}'. A single port is required.`;
    }
    const project = path.split("/")[1] ?? "";
    const scheme = schemeBehind(relativeLink(target), cloud);
    return (
      computeLinkFault(cloud, kind, target) ??
      (scheme !== undefined && scheme !== loadBalancingScheme
        ? `The load balancing scheme ${String(loadBalancingScheme)} does not match that of the backend service, ${String(scheme)}.`
        : undefined) ??
      addressFault(project, ipAddress, cloud) ??
      clashFault(project, path, inputs, cloud)
    );
  },
});

/** The load balancing scheme of the backend service behind a target proxy; undefined when the proxy redirects. */
function schemeBehind(target: string, cloud: GoogleCloud): unknown {
  const read = (link: unknown) =>
    link === undefined ? undefined : cloud.store.read(`${COMPUTE}/${relativeLink(link)}`);
  const service = read(read(read(target)?.urlMap)?.defaultService);
  return service?.loadBalancingScheme;
}

function addressFault(project: string, ipAddress: unknown, cloud: GoogleCloud): string | undefined {
  if (ipAddress === undefined) return undefined;
  const reserved = cloud.store.list(`${COMPUTE}/projects/${project}/global/addresses`);
  return reserved.some(({ properties }) => properties.address === ipAddress)
    ? undefined
    : `Invalid value for field 'resource.IPAddress': '${String(ipAddress)}'. Specified IP address is not reserved.`;
}

function clashFault(
  project: string,
  path: string,
  { ipAddress, portRange }: Readonly<Record<string, unknown>>,
  cloud: GoogleCloud,
): string | undefined {
  const other = cloud.store
    .list(`${COMPUTE}/projects/${project}/global/forwardingRules`)
    .find(
      ({ cloudName, properties }) =>
        cloudName !== `${COMPUTE}/${path}` &&
        properties.ipAddress === ipAddress &&
        properties.portRange === portRange,
    );
  return other && `Specified IP address is in-use: '${String(ipAddress)}' by ${other.cloudName}`;
}
