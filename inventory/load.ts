import { declarationsOf } from "./declarations.ts";
import type { Diagnostic } from "./diagnostics.ts";
import { hasErrors, inReadingOrder } from "./diagnostics.ts";
import { today } from "./expiry.ts";
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
 * @param day the day on which exceptions must hold, as YYYY-MM-DD
 */
export function loadInventory(path: string, displayName: string = path, day: string = today()): LoadResult {
  const source = readSource(path, displayName);
  return "rule" in source ? { inventory: undefined, diagnostics: [source] } : load(source, day);
}

/** As {@link loadInventory}, from text: for edits that are checked before they are written, and for tests. */
export function parseInventory(text: string, displayName: string, day: string = today()): LoadResult {
  return load(sourceOf(displayName, text), day);
}

function load(source: Source, day: string): LoadResult {
  const { data, diagnostics: unparsable } = parse(source);
  if (data === undefined) return { inventory: undefined, diagnostics: inReadingOrder(unparsable) };
  const declarations = declarationsOf(data);
  const diagnostics = inReadingOrder([
    ...unparsable,
    ...validate(data),
    ...rules.flatMap((rule) => rule(declarations, day)),
  ]);
  return { inventory: hasErrors(diagnostics) ? undefined : inventoryOf(declarations), diagnostics };
}
