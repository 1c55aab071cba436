import type { Diagnostic } from "../diagnostics.ts";
import type { Tree } from "../groups/tree.ts";
import { proxyFrom } from "./proxy.ts";
import type { Registry } from "./types.ts";

/** What came of loading: the records unless there is an error, and all mistakes. */
export interface RegistryResult {
  readonly registry: Registry | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads what `infra/registry/` declares. Never throws for what the files are or hold. */
export function loadRegistry(folder: Tree): RegistryResult {
  const { proxy, diagnostics } = proxyFrom(folder.read("proxy.yaml"));
  return { registry: proxy && { proxy }, diagnostics };
}
