import { ProductionRegistry } from "../components/production-registry/index.ts";
import type { Data } from "../inventory/data.ts";
import { blobMirror, type BlobMirrorOutput } from "./blobMirror.ts";
import { gcpProvider } from "./providers.ts";
import { registryProxy, type RegistryProxyOutput } from "./registryProxy.ts";
import type { Settings } from "./settings.ts";

/** The outputs of the prod stack. */
export interface ProdOutputs {
  /** The proxy by its domain. */
  readonly proxies: Readonly<Record<string, RegistryProxyOutput>>;
  /** The addresses of promoted images, by project. */
  readonly registries: Readonly<Record<string, readonly string[]>>;
  /** The mirrors by name prefix of the buckets. */
  readonly mirrors: Readonly<Record<string, BlobMirrorOutput>>;
}

/** The prod stack: the proxy of registry.k8s.io, the registries that images are promoted into, and their mirrors. */
export function prod({ registry }: Data, settings: Settings<"prod">): ProdOutputs {
  const gcp = gcpProvider();
  const { workloadPool, registries } = registry.production;
  return {
    proxies: registryProxy("prod", registry, gcp),
    registries: Object.fromEntries(
      registries.map((record) => {
        const args = { registry: record, settings: { ...settings, workloadPool } };
        return [record.project, new ProductionRegistry(record.project, args, { providers: [gcp] }).addresses];
      }),
    ),
    mirrors: blobMirror("prod", registry.mirrors, settings),
  };
}
