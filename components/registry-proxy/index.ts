import * as pulumi from "@pulumi/pulumi";
import { Service as RunService } from "@pulumi/gcp/cloudrunv2/service.js";
import { ServiceIamBinding } from "@pulumi/gcp/cloudrunv2/serviceIamBinding.js";
import { RegionNetworkEndpointGroup } from "@pulumi/gcp/compute/regionNetworkEndpointGroup.js";
import { Service } from "@pulumi/gcp/projects/service.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import type { Proxy, ProxyStack } from "../../inventory/registry/types.ts";
import { REGISTRY_PROXY } from "../tokens.ts";
import { API, describeRegistryProxy, type RegistryProxyDescription } from "./describe.ts";
import { createLoadBalancer, type DnsRecord } from "./create-load-balancer.ts";
import { createLogs } from "./create-logs.ts";
import { createMonitoring } from "./create-monitoring.ts";
import type { Options } from "./options.ts";

export interface RegistryProxyArgs {
  /** The settings that all stacks share. */
  readonly proxy: Proxy;
  /** The settings of this stack. */
  readonly stack: ProxyStack;
}

/**
 * The proxy of registry.k8s.io, or of its sandbox, which redirects every request to where the content is. It consists
 * of a Cloud Run service in each region, which runs as an account without roles; one global load balancer with Cloud
 * Armor and a certificate that Google renews; monitoring; and log sinks.
 *
 * All of it is retained on delete and protected, except that enabled APIs and retired regions are not protected.
 *
 * @example new RegistryProxy("k8s-infra-oci-proxy", { proxy, stack: proxy.stacks.staging }, { providers: [gcp] });
 */
export class RegistryProxy extends pulumi.ComponentResource {
  /** The running image, by digest. */
  readonly image: string;
  /** The targets of the domain's A and AAAA records, by IP version. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  /** The record that must be in the domain's DNS zone before the certificate is issued. */
  readonly dnsChallenge: pulumi.Output<DnsRecord | undefined>;

  constructor(name: string, args: RegistryProxyArgs, opts?: pulumi.ComponentResourceOptions) {
    super(REGISTRY_PROXY, name, {}, opts);
    const described = describeRegistryProxy(args.proxy, args.stack);
    const options = this.enable(described.apis);
    const backends = this.makeRegions(described, options);
    const { addresses, dnsChallenge } = createLoadBalancer(described.loadBalancer, backends, options);
    createMonitoring(described.monitoring, options);
    createLogs(described.logs, options);

    this.image = described.image;
    this.addresses = addresses;
    this.dnsChallenge = dnsChallenge;
    this.registerOutputs({ image: this.image, addresses, dnsChallenge });
  }

  private enable(apis: RegistryProxyDescription["apis"]): Options {
    const retained = { parent: this, retainOnDelete: true };
    const enabled = new Map(
      apis.map(({ name, args }) => [args.service, new Service(name, args, retained)] as const),
    );
    return (api, dependsOn = [], protect = true) => ({
      ...retained,
      protect,
      dependsOn: [enabled.get(API[api])!, ...dependsOn],
    });
  }

  /** Returns the endpoint groups that the load balancer's backend refers to. */
  private makeRegions(
    { account, regions }: RegistryProxyDescription,
    options: Options,
  ): RegionNetworkEndpointGroup[] {
    const runAs = new Account(account.name, account.args, options("account"));
    return regions.map(({ active: protect, service, invoker, endpoints }) => {
      const run = new RunService(service.name, service.args, options("service", [runAs], protect));
      new ServiceIamBinding(invoker.name, invoker.args, options("service", [run], protect));
      const inRegion = options("loadBalancer", [run], protect);
      return new RegionNetworkEndpointGroup(endpoints.name, endpoints.args, inRegion);
    });
  }
}
