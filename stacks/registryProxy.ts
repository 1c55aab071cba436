import type { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { RegistryProxy } from "../components/registry-proxy/index.ts";
import type { Registry } from "../inventory/registry/types.ts";
import type { StackName } from "../inventory/stacks.ts";

/** What a stack tells about its proxy. */
export interface RegistryProxyOutput {
  /** What runs, with its digest. */
  readonly image: string;
}

/** The proxy of a stack, if the data has one for it; by the domain that it serves. */
export function registryProxy(
  stack: StackName,
  { proxy }: Registry,
  gcp: GcpProvider,
): Record<string, RegistryProxyOutput> {
  const differing = proxy.stacks[stack];
  if (differing === undefined) return {};
  const { image } = new RegistryProxy(differing.project, { proxy, stack: differing }, { providers: [gcp] });
  return { [differing.domain]: { image } };
}
