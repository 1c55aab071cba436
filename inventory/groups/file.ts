import type { Diagnostic } from "../diagnostics.ts";
import { hasErrors } from "../diagnostics.ts";
import type { PlacedData } from "../document.ts";
import { parse } from "../parse.ts";
import type { Format } from "../validate.ts";
import { validate } from "../validate.ts";
import type { Tree } from "./tree.ts";

/** One file, read and held to its format. */
export interface ReadFile {
  /** Undefined when the file cannot be read at all; otherwise, parts of it may still not be of the format. */
  readonly data: PlacedData | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** True when everything in it is of the format. */
  readonly valid: boolean;
}

/** Reads and judges one file of a tree; `firstKey` is what such a file starts with. */
export function readFile(tree: Tree, path: string, format: Format, firstKey: string): ReadFile {
  const source = tree.read(path);
  if ("rule" in source) return { data: undefined, diagnostics: [source], valid: false };
  const { data, diagnostics: unparsable } = parse(source, firstKey);
  if (data === undefined) return { data, diagnostics: unparsable, valid: false };
  const diagnostics = [...unparsable, ...validate(data, format)];
  return { data, diagnostics, valid: !hasErrors(diagnostics) };
}
