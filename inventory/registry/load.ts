import type { Diagnostic } from "../yaml/diagnostics.ts";
import { loadFile } from "../yaml/file.ts";
import type { Tree } from "../yaml/tree.ts";
import { checkRegistry } from "./cross-checks.ts";
import { mirrorsKind } from "./mirrors/load.ts";
import { productionKind } from "./production/load.ts";
import { proxyKind } from "./proxy.ts";
import type { Registry } from "./types.ts";

/** Where images are promoted to, and where they are served from. */
export type Served = Pick<Registry, "proxy" | "production">;

/** The records, unless there is an error, and all diagnostics. */
export interface RegistryResult {
  readonly registry: Registry | undefined;
  /** The same without the mirrors, which may be all that is invalid. */
  readonly served: Served | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The files in a registry folder; all are required. */
export const REGISTRY_FILES = ["proxy.yaml", "production.yaml", "mirrors.yaml"] as const;

/** Loads `infra/registry/`. Never throws because of the files. */
export function loadRegistry(folder: Tree): RegistryResult {
  const { served, diagnostics: inServed } = loadServed(folder);
  const { records: mirrors, diagnostics: inMirrors } = loadFile(folder.read("mirrors.yaml"), mirrorsKind);
  const diagnostics = [...inServed, ...inMirrors];
  if (served === undefined || mirrors === undefined) return { registry: undefined, served, diagnostics };
  const registry = { ...served, mirrors };
  return { registry, served, diagnostics: [...diagnostics, ...checkRegistry(registry)] };
}

/** Like {@link loadRegistry}, without reading the mirrors. */
export function loadServed(folder: Tree): Pick<RegistryResult, "served" | "diagnostics"> {
  const { records: proxy, diagnostics: inProxy } = loadFile(folder.read("proxy.yaml"), proxyKind);
  const { records: production, diagnostics: inProduction } = loadFile(
    folder.read("production.yaml"),
    productionKind,
  );
  const served = proxy && production && { proxy, production };
  return { served, diagnostics: [...inProxy, ...inProduction] };
}
