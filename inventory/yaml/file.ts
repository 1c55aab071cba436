import type { Diagnostic } from "./diagnostics.ts";
import { hasErrors } from "./diagnostics.ts";
import type { PlacedData } from "./document.ts";
import { parse } from "./parse.ts";
import type { Format } from "./validate.ts";
import { validate } from "./validate.ts";
import type { Tree } from "./tree.ts";

/** One file, read and validated. */
export interface ReadFile {
  /** Undefined if the file cannot be read at all; otherwise, parts of it may still violate the schema. */
  readonly data: PlacedData | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the whole file conforms to the schema. */
  readonly valid: boolean;
}

/** Reads and validates one file of a tree; `firstKey` is the top-level key of such a file. */
export function readFile(tree: Tree, path: string, format: Format, firstKey: string): ReadFile {
  const source = tree.read(path);
  if ("rule" in source) return { data: undefined, diagnostics: [source], valid: false };
  const { data, diagnostics: unparsable } = parse(source, firstKey);
  if (data === undefined) return { data, diagnostics: unparsable, valid: false };
  const diagnostics = [...unparsable, ...validate(data, format)];
  return { data, diagnostics, valid: !hasErrors(diagnostics) };
}
