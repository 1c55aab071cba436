import type { Path, PlacedData } from "../document.ts";
import { parse } from "../parse.ts";
import { sourceOf } from "../source.ts";

/**
 * A YAML file as lines, for edits that leave every other line as it is. Only block style is edited, one key or item per
 * line, which is how all our files are written; for every other style an edit gives undefined, and a person makes it.
 */
export class YamlText {
  readonly lines: readonly string[];
  readonly data: PlacedData | undefined;
  readonly #end: string;

  constructor(text: string) {
    this.lines = text.split("\n");
    this.data = parse(sourceOf("", text)).data;
    this.#end = this.lines[0]?.endsWith("\r") ? "\r" : "";
  }

  /** The index of the line that a key or an item of a list starts, undefined when it is not the first on its line. */
  lineOf(path: Path): number | undefined {
    const position = this.data?.keyAt(path);
    if (position === undefined) return undefined;
    const at = position.line - 1;
    const before = (this.lines[at] ?? "").slice(0, position.column - 1);
    return /^\uFEFF? *(?:- +)?$/.test(before) ? at : undefined;
  }

  /** The index behind the last line of what starts on a line: deeper lines, and a list in the same column. */
  endOf(start: number): number {
    const first = this.lines[start]!;
    const column = indentOf(first);
    let end = start + 1;
    for (let at = start + 1; at < this.lines.length; at++) {
      const line = this.lines[at]!;
      if (line.trim() === "") continue;
      const deeper = indentOf(line) > column;
      const listBelow = indentOf(line) === column && line.trimStart().startsWith("- ");
      if (deeper || (listBelow && !first.trimStart().startsWith("- "))) end = at + 1;
      else if (!line.trimStart().startsWith("#")) break;
    }
    return end;
  }

  /** The text with other lines in place of `count` ones. */
  with(at: number, added: readonly string[], count = 0): string {
    const lines = added.map((line) => line + this.#end);
    return [...this.lines.slice(0, at), ...lines, ...this.lines.slice(at + count)].join("\n");
  }
}

/** How many spaces a line starts with. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/**
 * The place of a new key or item among those that are there, in their order: the index of the one that it comes after, and
 * -1 for the top. A list that is out of order is not mended.
 */
export function placeAmong(names: readonly string[], name: string): number {
  const next = names.findIndex((other) => other > name);
  return (next === -1 ? names.length : next) - 1;
}

/** Text as YAML on one line, also in brackets: in quotes only where it needs them. */
export function scalar(text: string): string {
  const plain =
    /^[A-Za-z0-9^./_][^,[\]{}#:"'\s]*$/.test(text) && !/^(?:true|false|null|[\d.]*\d[\d.]*)$/i.test(text);
  if (plain) return text;
  return text.includes("\\") || text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
