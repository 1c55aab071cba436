import type { Path, LocatedData } from "../../inventory/yaml/document.ts";
import { parse } from "../../inventory/yaml/parse.ts";
import { sourceOf } from "../../inventory/yaml/source.ts";
import { Lines } from "./lines.ts";

/**
 * A YAML file as lines, for edits that leave all other lines unchanged. Supports only block style with one key or item
 * per line, which all our files use. In any other style, edits return undefined and must be made manually.
 */
export class YamlText extends Lines {
  readonly data: LocatedData | undefined;

  constructor(text: string) {
    super(text);
    this.data = parse(sourceOf("", text), "").data;
  }

  /** The index of the line that a key or list item starts; undefined if something else precedes it on the line. */
  lineOf(path: Path): number | undefined {
    const position = this.data?.keyAt(path);
    if (position === undefined) return undefined;
    const at = position.line - 1;
    const before = (this.lines[at] ?? "").slice(0, position.column - 1);
    return /^ *(?:- +)?$/.test(before) ? at : undefined;
  }

  /** The index after the block that starts at `start`: more indented lines, and a list in the same column. */
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

  /** The text with `count` lines from index `at` replaced by `added`. */
  with(at: number, added: readonly string[], count = 0): string {
    return this.textOf([...this.lines.slice(0, at), ...added, ...this.lines.slice(at + count)]);
  }
}

/** The number of leading spaces in a line. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/**
 * Where a new key or item belongs in alphabetical order: the index of its predecessor, or -1 for the top. Does not sort
 * an unsorted list.
 */
export function placeAmong(names: readonly string[], name: string): number {
  const next = names.findIndex((other) => other > name);
  return (next === -1 ? names.length : next) - 1;
}
