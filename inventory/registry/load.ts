import { join, posix } from "node:path";
import type { Diagnostic } from "../diagnostics.ts";
import { loadProxy } from "./proxy.ts";
import type { Registry } from "./types.ts";

/** What came of loading: the records unless there is an error, and all mistakes. */
export interface RegistryResult {
  readonly registry: Registry | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads what `infra/registry/` declares. Never throws for what the files are or hold.
 *
 * @param folder where the files are
 * @param displayName what diagnostics and positions call the folder
 */
export function loadRegistry(folder: string, displayName: string = folder): RegistryResult {
  const { proxy, diagnostics } = loadProxy(join(folder, "proxy.yaml"), posix.join(displayName, "proxy.yaml"));
  return { registry: proxy && { proxy }, diagnostics };
}
