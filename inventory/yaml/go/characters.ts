import { error, type Diagnostic } from "../diagnostics.ts";
import type { Source } from "../source.ts";
import type { GoReader } from "./reader.ts";

/**
 * Characters that Go's YAML package (gopkg.in/yaml.v2, `is_break` and `yaml_parser_update_buffer`), used by kpromo and
 * Prow, interprets differently from YAML 1.2 and from people. It ends a line at U+0085, U+2028 and U+2029, so that an
 * entry can hide in a comment. For a control character it rejects the file, and kpromo then rejects everything.
 */
const MISREAD =
  "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufeff\\ufffe\\uffff";

/** Also matches a carriage return that does not end a line, and a tab in indentation. */
const FIRST = new RegExp(`[${MISREAD}]|\\r(?!\\n)|(?<=^[ ]*)\\t`, "m");

/** What may follow a value in the usual style: nothing, or a comment. Source of a regular expression. */
export const COMMENT = `[ ]*(?:#[^\\r${MISREAD}]*)?$`;

/** Reports the first character that a reader in Go reads differently from people. */
export function misreadCharacter(source: Source, { name }: GoReader): Diagnostic | undefined {
  const offset = source.text.search(FIRST);
  if (offset === -1) return undefined;
  const refuse = (message: string, hint: string) =>
    error("misread-character", source.at(offset), message, hint);
  if (source.text[offset] === "\t") {
    return refuse(`a tab stands at the start of a line, and ${name} refuses the file`, "indent with spaces");
  }
  const code = source.text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, "0");
  return refuse(`${name} takes U+${code} for the end of a line, or refuses the file`, "remove the character");
}
