import { readdirSync } from "node:fs";
import { posix } from "node:path";
import { globExpression } from "../yaml/glob.ts";
import { fromRoot } from "../../boot/root.ts";
import { kinds, type Kind, schemaPath } from "./kinds.ts";

/** Lists the existing files of a kind, as sorted paths from the project's root. */
export function filesOf({ files }: Kind): string[] {
  const folder = files.slice(0, files.search(/\/[^/]*(\*|$)/));
  const expression = globExpression(files);
  return readdirSync(fromRoot(folder), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name))
    .filter((path) => expression.test(path))
    .sort();
}

/**
 * Returns the first line of a data file, which tells an editor where the schema is:
 * https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
 *
 * @param path the file's path from the project's root
 */
export function modeline(kind: Kind, path: string): string {
  return `# yaml-language-server: $schema=${posix.relative(posix.dirname(path), schemaPath(kind))}`;
}

const anyModeline = /(?<=^|^\uFEFF)# yaml-language-server:.*\n/m;

/** Returns a file's text with that line added or replaced. */
export function withModeline(kind: Kind, path: string, text: string): string {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  return `${mark}${modeline(kind, path)}\n${text.slice(mark.length).replace(anyModeline, "")}`;
}

/** Returns the text of a new file, with that line if files of its kind have it. */
export function newFileText(path: string, text: string): string {
  const kind = kinds.find(({ files, found }) => found === "by modeline" && globExpression(files).test(path));
  return kind === undefined ? text : withModeline(kind, path, text);
}

/** Whether a text names a schema, right or wrong. */
export function hasModeline(text: string): boolean {
  return anyModeline.test(text);
}
