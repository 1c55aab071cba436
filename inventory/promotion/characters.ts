import type { Diagnostic } from "../diagnostics.ts";
import { error } from "../diagnostics.ts";
import type { Source } from "../source.ts";

/**
 * Characters that Go's YAML package (gopkg.in/yaml.v2, `is_break` and `yaml_parser_update_buffer`), which kpromo and Prow
 * read with, takes otherwise than YAML 1.2 and people do. It ends a line at U+0085, U+2028 and U+2029, so that an entry can
 * hide in a comment, and for a control character it refuses the file, and kpromo with it everything.
 */
const MISREAD = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufffe\\uffff";

/** The same, with a carriage return that ends no line and a tab that begins one. */
const FIRST = new RegExp(`[${MISREAD}]|\\r(?!\\n)|(?<=^[ ]*)\\t`, "m");

/** What may follow a value in the usual style, as the source of a regular expression: nothing, or a comment. */
export const COMMENT = `[ ]*(?:#[^\\r${MISREAD}]*)?$`;

/** The first character that kpromo does not read as people do. */
export function misread(source: Source): Diagnostic | undefined {
  const offset = source.text.search(FIRST);
  if (offset === -1) return undefined;
  const refuse = (message: string, hint: string) =>
    error("misread-character", source.at(offset), message, hint);
  if (source.text[offset] === "\t") {
    return refuse("a tab stands at the start of a line, and kpromo refuses the file", "indent with spaces");
  }
  const code = source.text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, "0");
  return refuse(`kpromo takes U+${code} for the end of a line, or refuses the file`, "remove the character");
}
