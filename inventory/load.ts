import { declarationsOf } from "./declarations.ts";
import type { Diagnostic } from "./diagnostics.ts";
import { hasErrors, inReadingOrder } from "./diagnostics.ts";
import { parse } from "./parse.ts";
import { inventoryOf } from "./records.ts";
import { rules } from "./rules/index.ts";
import type { Source } from "./source.ts";
import { readSource, sourceOf } from "./source.ts";
import type { Inventory } from "./types.ts";
import { validate } from "./validate.ts";

/** What came of loading: the inventory unless there is an error, and all mistakes in reading order. */
export interface LoadResult {
  readonly inventory: Inventory | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads the data that everything starts from. Never throws for what the file is or holds: every mistake is a
 * diagnostic, and all of them are found at once.
 *
 * @param path where the file is
 * @param displayName what diagnostics and positions call it
 */
export function loadInventory(path: string, displayName: string = path): LoadResult {
  return inventoryFrom(readSource(path, displayName));
}

/** As {@link loadInventory}, from a file that was read, or from what kept it from being read. */
export function inventoryFrom(source: Source | Diagnostic): LoadResult {
  return "rule" in source ? { inventory: undefined, diagnostics: [source] } : load(source);
}

/** As {@link loadInventory}, from text: for edits that are checked before they are written, and for tests. */
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
