import type { ProjectBuilds } from "../builds/types.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { loadFile } from "../yaml/file.ts";
import type { Source } from "../yaml/source.ts";
import { declarationsOf } from "./declarations.ts";
import { inventoryFormat } from "./format.ts";
import { inventoryOf } from "./records.ts";
import { rules } from "./rules/index.ts";
import type { Inventory } from "./types.ts";

/** The inventory, unless there is an error, and all diagnostics in reading order. */
export interface LoadResult {
  readonly inventory: Inventory | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads `infra.yaml`. Never throws because of the file; reports all problems as diagnostics.
 *
 * @param source the file, or the diagnostic of a failed read
 * @param builds what the builds files declare for these projects
 */
export function loadInventory(
  source: Source | Diagnostic,
  builds: readonly ProjectBuilds[] = [],
): LoadResult {
  const { records, diagnostics } = loadFile(source, {
    format: inventoryFormat,
    declare: declarationsOf,
    rules,
    recordsOf: (declarations) => inventoryOf(declarations, builds),
  });
  return { inventory: records, diagnostics };
}
