import type { Data } from "../inventory/data.ts";
import { gcpProvider } from "./providers.ts";
import { registryProxy, type RegistryProxyOutput } from "./registryProxy.ts";

/** What the prod stack tells. */
export interface ProdOutputs {
  /** By the domain that it serves. */
  readonly proxies: Readonly<Record<string, RegistryProxyOutput>>;
}

/** The prod stack: what serves registry.k8s.io. */
export function prod({ registry }: Data): ProdOutputs {
  const gcp = gcpProvider();
  return { proxies: registryProxy("prod", registry, gcp) };
}
