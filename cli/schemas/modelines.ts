import { readdirSync } from "node:fs";
import { posix } from "node:path";
import { globExpression } from "../../inventory/groups/glob.ts";
import { fromRoot } from "../../inventory/root.ts";
import { kinds, type Kind, schemaPath } from "./kinds.ts";

/** The files of a kind that there are, by their paths from the project's root, sorted. */
export function filesOf({ files }: Kind): string[] {
  const folder = files.slice(0, files.search(/\/[^/]*(\*|$)/));
  const expression = globExpression(files);
  return readdirSync(fromRoot(folder), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name))
    .filter((path) => expression.test(path))
    .sort();
}

/**
 * The first line of a data file, which tells an editor where the schema is:
 * https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
 *
 * @param path of the file, from the project's root
 */
export function modeline(kind: Kind, path: string): string {
  return `# yaml-language-server: $schema=${posix.relative(posix.dirname(path), schemaPath(kind))}`;
}

const anyModeline = /^# yaml-language-server:.*\n/m;

/** A file's text with that line, in place of another one where there is one. */
export function withModeline(kind: Kind, path: string, text: string): string {
  return `${modeline(kind, path)}\n${text.replace(anyModeline, "")}`;
}

/** The text of a new file as it is to be written, with that line where files of its kind have it. */
export function newFileText(path: string, text: string): string {
  const kind = kinds.find(({ files, found }) => found === "by modeline" && globExpression(files).test(path));
  return kind === undefined ? text : withModeline(kind, path, text);
}

/** True for a text that names a schema, be it the right one or not. */
export function hasModeline(text: string): boolean {
  return anyModeline.test(text);
}
