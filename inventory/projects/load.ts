import { declarationsOf } from "./declarations.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { hasErrors, inReadingOrder } from "../yaml/diagnostics.ts";
import { parse } from "../yaml/parse.ts";
import { inventoryOf } from "./records.ts";
import { rules } from "./rules/index.ts";
import type { Source } from "../yaml/source.ts";
import { readSource, sourceOf } from "../yaml/source.ts";
import type { Inventory } from "./types.ts";
import { validate } from "../yaml/validate.ts";

/** The inventory, unless there is an error, and all diagnostics in reading order. */
export interface LoadResult {
  readonly inventory: Inventory | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads `infra.yaml`. Never throws because of the file; reports all problems as diagnostics.
 *
 * @param path path of the file
 * @param displayName name of the file in diagnostics and positions
 */
export function loadInventory(path: string, displayName: string = path): LoadResult {
  return inventoryFrom(readSource(path, displayName));
}

/** Like {@link loadInventory}, from a file already read, or from the diagnostic of the failed read. */
export function inventoryFrom(source: Source | Diagnostic): LoadResult {
  return "rule" in source ? { inventory: undefined, diagnostics: [source] } : load(source);
}

/** Like {@link loadInventory}, from text: for checking edits before they are written, and for tests. */
export function parseInventory(text: string, displayName: string): LoadResult {
  return load(sourceOf(displayName, text));
}

function load(source: Source): LoadResult {
  const { data, diagnostics: unparsable } = parse(source);
  if (data === undefined) return { inventory: undefined, diagnostics: inReadingOrder(unparsable) };
  const declarations = declarationsOf(data);
  const diagnostics = inReadingOrder([
    ...unparsable,
    ...validate(data),
    ...rules.flatMap((rule) => rule(declarations)),
  ]);
  return { inventory: hasErrors(diagnostics) ? undefined : inventoryOf(declarations), diagnostics };
}
