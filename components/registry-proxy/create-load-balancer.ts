import type * as pulumi from "@pulumi/pulumi";
import { Certificate } from "@pulumi/gcp/certificatemanager/certificate.js";
import { CertificateMap } from "@pulumi/gcp/certificatemanager/certificateMap.js";
import { CertificateMapEntry } from "@pulumi/gcp/certificatemanager/certificateMapEntry.js";
import { DnsAuthorization } from "@pulumi/gcp/certificatemanager/dnsAuthorization.js";
import { BackendService } from "@pulumi/gcp/compute/backendService.js";
import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import { GlobalForwardingRule } from "@pulumi/gcp/compute/globalForwardingRule.js";
import { SecurityPolicy } from "@pulumi/gcp/compute/securityPolicy.js";
import { SSLPolicy } from "@pulumi/gcp/compute/sslpolicy.js";
import { TargetHttpProxy } from "@pulumi/gcp/compute/targetHttpProxy.js";
import { TargetHttpsProxy } from "@pulumi/gcp/compute/targetHttpsProxy.js";
import { URLMap } from "@pulumi/gcp/compute/urlmap.js";
import type { CertificateDescription } from "./certificate.ts";
import type { LoadBalancerDescription } from "./load-balancer.ts";
import type { Options } from "./options.ts";

/** A record in a DNS zone. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

/** The outputs of the load balancer. */
interface MadeLoadBalancer {
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  readonly dnsChallenge: pulumi.Output<DnsRecord | undefined>;
}

/**
 * Creates the load balancer. Its parts refer to each other by derived names, which are known in a preview, so
 * dependencies are explicit.
 */
export function createLoadBalancer(
  described: LoadBalancerDescription,
  backends: pulumi.Resource[],
  options: Options,
): MadeLoadBalancer {
  const { armor, backend, urlMap, redirect, tls, httpsProxy, httpProxy } = described;
  const after = (...dependsOn: pulumi.Resource[]) => options("loadBalancer", dependsOn);

  const certificate = makeCertificate(described.certificate, options);
  const policy = new SecurityPolicy(armor.name, armor.args, after());
  const service = new BackendService(backend.name, backend.args, after(policy, ...backends));
  const serve = new URLMap(urlMap.name, urlMap.args, after(service));
  const toHttps = new URLMap(redirect.name, redirect.args, after());
  const ciphers = new SSLPolicy(tls.name, tls.args, after());
  const targets = {
    httpsProxy: new TargetHttpsProxy(
      httpsProxy.name,
      httpsProxy.args,
      after(serve, ciphers, certificate.entry),
    ),
    httpProxy: new TargetHttpProxy(httpProxy.name, httpProxy.args, after(toHttps)),
  };
  const addresses = described.addresses.map(({ address: { name, args }, rules }) => {
    const { address: ipAddress } = new GlobalAddress(name, args, after());
    for (const { to, rule } of rules) {
      new GlobalForwardingRule(rule.name, { ...rule.args, ipAddress }, after(targets[to]));
    }
    return [String(args.ipVersion).toLowerCase(), ipAddress];
  });
  return {
    addresses: Object.fromEntries(addresses) as MadeLoadBalancer["addresses"],
    dnsChallenge: certificate.authorization.dnsResourceRecords.apply(([record]) => record),
  };
}

function makeCertificate(described: CertificateDescription, options: Options) {
  const after = (...dependsOn: pulumi.Resource[]) => options("certificate", dependsOn);
  const { authorization, certificate, map, entry } = described;
  const proof = new DnsAuthorization(authorization.name, authorization.args, after());
  const issued = new Certificate(certificate.name, certificate.args, after(proof));
  const entries = new CertificateMap(map.name, map.args, after());
  return {
    authorization: proof,
    entry: new CertificateMapEntry(entry.name, entry.args, after(entries, issued)),
  };
}
