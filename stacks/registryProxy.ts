import type { Output } from "@pulumi/pulumi";
import type { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { RegistryProxy } from "../components/registry-proxy/index.ts";
import type { Registry } from "../inventory/registry/types.ts";
import type { StackName } from "../inventory/stacks.ts";

/** The stack output about its proxy: the running image, and the DNS records that its domain needs. */
export interface RegistryProxyOutput {
  /** The running image, by digest. */
  readonly image: string;
  /** The targets of the domain's A and AAAA records, by IP version. */
  readonly addresses: Readonly<Record<string, Output<string>>>;
  /** The record that must be in the domain's DNS zone before Google issues the certificate. */
  readonly dnsChallenge: Output<object | undefined>;
}

/** Creates the proxy of a stack, if the data declares one. Returns its outputs by domain. */
export function registryProxy(
  stack: StackName,
  { proxy }: Registry,
  gcp: GcpProvider,
): Record<string, RegistryProxyOutput> {
  const differing = proxy.stacks[stack];
  if (differing === undefined) return {};
  const args = { proxy, stack: differing };
  const { image, addresses, dnsChallenge } = new RegistryProxy(differing.project, args, { providers: [gcp] });
  return { [differing.domain]: { image, addresses, dnsChallenge } };
}
