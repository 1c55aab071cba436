import type { BackendServiceArgs } from "@pulumi/gcp/compute/backendService.js";
import type { GlobalAddressArgs } from "@pulumi/gcp/compute/globalAddress.js";
import type { GlobalForwardingRuleArgs } from "@pulumi/gcp/compute/globalForwardingRule.js";
import type { SecurityPolicyArgs } from "@pulumi/gcp/compute/securityPolicy.js";
import type { SSLPolicyArgs } from "@pulumi/gcp/compute/sslpolicy.js";
import type { TargetHttpProxyArgs } from "@pulumi/gcp/compute/targetHttpProxy.js";
import type { TargetHttpsProxyArgs } from "@pulumi/gcp/compute/targetHttpsProxy.js";
import type { URLMapArgs } from "@pulumi/gcp/compute/urlmap.js";
import type { Proxy, ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";
import { describeArmor } from "./armor.ts";
import { describeCertificate, type CertificateDescription } from "./certificate.ts";
import type { RegionDescription } from "./region.ts";

/** A forwarding rule, without its IP address, which only the cloud knows, and the target proxy that it forwards to. */
export interface RuleDescription {
  readonly to: "httpProxy" | "httpsProxy";
  readonly rule: Described<Omit<Known<GlobalForwardingRuleArgs>, "ipAddress">>;
}

/** The global external load balancer in front of all regions: facts/upstream.md §4.2. */
export interface LoadBalancerDescription {
  readonly certificate: CertificateDescription;
  readonly armor: Described<Known<SecurityPolicyArgs>>;
  /** Sends a request to the nearest active region. */
  readonly backend: Described<Known<BackendServiceArgs>>;
  readonly urlMap: Described<Known<URLMapArgs>>;
  readonly redirect: Described<Known<URLMapArgs>>;
  /** Requires TLS 1.2 or later. Upstream has no such policy, and so accepts TLS 1.0. */
  readonly tls: Described<Known<SSLPolicyArgs>>;
  readonly httpsProxy: Described<Known<TargetHttpsProxyArgs>>;
  readonly httpProxy: Described<Known<TargetHttpProxyArgs>>;
  /** One per IP version. */
  readonly addresses: readonly {
    readonly address: Described<Known<GlobalAddressArgs>>;
    readonly rules: readonly RuleDescription[];
  }[];
}

/** The full name by which resources refer to each other, known before any of them exists. */
const link = (project: string, kind: string, name: string) => `projects/${project}/global/${kind}/${name}`;

/** Describes the load balancer; names and values are from facts/upstream.md §4.2. Leaves out retired regions. */
export function describeLoadBalancer(
  proxy: Proxy,
  stack: ProxyStack,
  regions: readonly RegionDescription[],
): LoadBalancerDescription {
  const { project } = stack;
  const certificate = describeCertificate(stack);
  const armor = describeArmor(proxy, stack);
  const described = <Args extends object>(name: string, args: Args) => ({
    name: `${project}/${name}`,
    args: { project, name, deletionPolicy: "PREVENT", ...args },
  });
  const backend = described(`${project}-default-bes`, {
    loadBalancingScheme: "EXTERNAL_MANAGED",
    enableCdn: false,
    securityPolicy: link(project, "securityPolicies", String(armor.args.name)),
    logConfig: { enable: true, sampleRate: 1 },
    backends: regions
      .filter(({ active }) => active)
      .map(({ endpoints: { args } }) => ({
        group: `projects/${project}/regions/${args.region}/networkEndpointGroups/${String(args.name)}`,
      })),
  });
  const urlMap = described(`${project}-default-url-map`, {
    defaultService: link(project, "backendServices", backend.args.name),
  });
  const redirect = described(`${project}-http-to-https-redirect`, {
    defaultUrlRedirect: {
      httpsRedirect: true,
      redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT",
      stripQuery: false,
    },
  });
  const tls = described(`${project}-modern-tls`, { profile: "MODERN", minTlsVersion: "TLS_1_2" });
  const httpsProxy = described(`${project}-default-https-proxy`, {
    urlMap: link(project, "urlMaps", urlMap.args.name),
    certificateMap: certificate.mapLink,
    sslPolicy: link(project, "sslPolicies", tls.args.name),
  });
  const httpProxy = described(`${project}-http-default`, {
    urlMap: link(project, "urlMaps", redirect.args.name),
  });
  const targets = {
    http: { to: "httpProxy", port: "80", target: link(project, "targetHttpProxies", httpProxy.args.name) },
    https: {
      to: "httpsProxy",
      port: "443",
      target: link(project, "targetHttpsProxies", httpsProxy.args.name),
    },
  } as const;
  const addresses = ["ipv4", "ipv6"].map((version) => ({
    address: described(`${project}-${version}`, {
      addressType: "EXTERNAL",
      ipVersion: version.toUpperCase(),
    }),
    rules: Object.entries(targets).map(([scheme, { to, port, target }]) => ({
      to,
      rule: described(`${project}-${version}-${scheme}-managed`, {
        target,
        portRange: port,
        loadBalancingScheme: "EXTERNAL_MANAGED",
      }),
    })),
  }));
  return { certificate, armor, backend, urlMap, redirect, tls, httpsProxy, httpProxy, addresses };
}
