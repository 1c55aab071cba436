import type { Diagnostic } from "../yaml/diagnostics.ts";
import type { Tree } from "../yaml/tree.ts";
import { checkRegistry } from "./cross-checks.ts";
import { recordsFrom } from "./file.ts";
import { mirrorsKind } from "./mirrors/load.ts";
import { productionKind } from "./production/load.ts";
import { proxyFrom } from "./proxy.ts";
import type { Registry } from "./types.ts";

/** The records, unless there is an error, and all diagnostics. */
export interface RegistryResult {
  readonly registry: Registry | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The files in a registry folder; all are required. */
export const REGISTRY_FILES = ["proxy.yaml", "production.yaml", "mirrors.yaml"] as const;

/** Loads `infra/registry/`. Never throws because of the files. */
export function loadRegistry(folder: Tree): RegistryResult {
  const { served, diagnostics: inServed } = loadServed(folder);
  const { records: mirrors, diagnostics: inMirrors } = recordsFrom(mirrorsKind, folder.read("mirrors.yaml"));
  const diagnostics = [...inServed, ...inMirrors];
  if (served === undefined || mirrors === undefined) return { registry: undefined, diagnostics };
  const registry = { ...served, mirrors };
  return { registry, diagnostics: [...diagnostics, ...checkRegistry(registry)] };
}

/** Like {@link loadRegistry}, without the mirrors: where images are promoted to, and where they are served from. */
export function loadServed(folder: Tree): {
  readonly served: Pick<Registry, "proxy" | "production"> | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { proxy, diagnostics: inProxy } = proxyFrom(folder.read("proxy.yaml"));
  const { records: production, diagnostics: inProduction } = recordsFrom(
    productionKind,
    folder.read("production.yaml"),
  );
  const served = proxy && production && { proxy, production };
  return { served, diagnostics: [...inProxy, ...inProduction] };
}
