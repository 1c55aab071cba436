import type { Output } from "@pulumi/pulumi";
import type { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { RegistryProxy } from "../components/registry-proxy/index.ts";
import type { Registry } from "../inventory/registry/types.ts";
import type { StackName } from "../inventory/stacks.ts";

/** What a stack tells about its proxy: what runs, and the DNS records that its domain needs. */
export interface RegistryProxyOutput {
  /** By digest. */
  readonly image: string;
  /** By IP version: what the domain's A and AAAA records point to. */
  readonly addresses: Readonly<Record<string, Output<string>>>;
  /** The record that must be in the domain's zone before Google issues the certificate. */
  readonly dnsChallenge: Output<object | undefined>;
}

/** The proxy of a stack, if the data has one for it; by the domain that it serves. */
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
