import type { ServiceArgs } from "@pulumi/gcp/projects/service.js";
import type { AccountArgs } from "@pulumi/gcp/serviceaccount/account.js";
import type { Proxy, ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";
import { describeLoadBalancer, type LoadBalancerDescription } from "./load-balancer.ts";
import { describeLogs, type LogsDescription } from "./logs.ts";
import { describeMonitoring, type MonitoringDescription } from "./monitoring.ts";
import { describeRegion, imageOf, type RegionDescription } from "./region.ts";

/** All resources of one stack's proxy, as plain data in the provider's terms. */
export interface RegistryProxyDescription {
  /** The running image, by digest. */
  readonly image: string;
  /** The enabled services of the project, sorted. */
  readonly apis: readonly Described<Known<ServiceArgs>>[];
  /** Holds no roles: the proxy only redirects. */
  readonly account: Described<Known<AccountArgs>>;
  /** Sorted by region. */
  readonly regions: readonly RegionDescription[];
  readonly loadBalancer: LoadBalancerDescription;
  readonly monitoring: MonitoringDescription;
  readonly logs: LogsDescription;
}

/**
 * The APIs by the kind of resource that needs them. Upstream enables five more that it does not use: containerregistry,
 * oslogin, pubsub and two of storage (facts/upstream.md §4.1). Where these are enabled, they stay so.
 */
export const API = {
  account: "iam.googleapis.com",
  certificate: "certificatemanager.googleapis.com",
  dataset: "bigquery.googleapis.com",
  loadBalancer: "compute.googleapis.com",
  monitoring: "monitoring.googleapis.com",
  service: "run.googleapis.com",
  sink: "logging.googleapis.com",
} as const;

/** Describes the proxy of one stack. Pure; the component only turns the result into resources. */
export function describeRegistryProxy(proxy: Proxy, stack: ProxyStack): RegistryProxyDescription {
  const { project, serviceAccount } = stack;
  const regions = proxy.regions.map((region) => describeRegion(region, proxy, stack));
  return {
    image: imageOf(proxy, stack),
    apis: Object.values(API)
      .sort()
      .map((service) => ({
        name: `${project}/${service}`,
        args: { project, service, disableOnDestroy: false },
      })),
    account: {
      name: `${project}/${serviceAccount}`,
      args: {
        project,
        accountId: serviceAccount,
        displayName: "Minimal Service Account for OCI Proxy",
        deletionPolicy: "PREVENT",
      },
    },
    regions,
    loadBalancer: describeLoadBalancer(proxy, stack, regions),
    monitoring: describeMonitoring(stack),
    logs: describeLogs(stack),
  };
}
