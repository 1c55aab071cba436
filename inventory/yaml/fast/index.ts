import type { Path, LocatedData } from "../document.ts";
import type { Source } from "../source.ts";
import { KEY, NotFast, addEntry, mapOf, scalar, type Entry, type Node } from "./values.ts";

/** Maximum nesting that this reader accepts. */
const maxDepth = 40;

/** A line that is neither empty nor a comment: the column where its text starts, from 0, and the offset of that. */
interface Line {
  readonly column: number;
  readonly text: string;
  readonly offset: number;
}

/**
 * Reads YAML in the style of nearly all our files: one key or item per line, plain or quoted scalars on that line,
 * short lists in brackets. Returns undefined for everything else, be it an error or YAML in another style; the YAML
 * package then reads the file, 10 times slower (docs/adr/plain-yaml.md). It reports no errors itself: whatever it
 * accepts, the package accepts with the same data and the same positions (property test).
 */
export function fastYaml(source: Source): LocatedData | undefined {
  try {
    const root = new Reader(linesOf(source.text)).document();
    return placed(source, root);
  } catch (cause) {
    if (cause instanceof NotFast) return undefined;
    throw cause;
  }
}

function linesOf(text: string): Line[] {
  // Tabs, control characters, and line breaks other than LF.
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/.test(text))
    throw new NotFast();
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    let first = start;
    while (first < end && text[first] === " ") first++;
    if (first < end && text[first] !== "#") {
      lines.push({ column: first - start, text: text.slice(first, end), offset: first });
    }
    start = end + 1;
  }
  return lines;
}

/** A comment, or nothing, in place of a value. */
const NOTHING = /^(?:#|$)/;
const MARKER = /^(?:---|\.\.\.)(?: |$)/;

class Reader {
  readonly #lines: Line[];
  #next = 0;

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  document(): Node {
    const first = this.#lines[0];
    if (first?.column !== 0 || this.#lines.some(({ column, text }) => column === 0 && MARKER.test(text)))
      throw new NotFast();
    const root = this.#block(0);
    if (this.#next < this.#lines.length) throw new NotFast();
    return root;
  }

  /** Reads the map or list that starts on the next line. */
  #block(depth: number): Node {
    if (depth > maxDepth) throw new NotFast();
    const { column, text, offset } = this.#lines[this.#next]!;
    return text.startsWith("- ") ? this.#list(column, offset, depth) : this.#map(column, offset, depth);
  }

  #list(column: number, offset: number, depth: number): Node {
    const items: Node[] = [];
    for (let line = this.#lines[this.#next]; line?.column === column; line = this.#lines[this.#next]) {
      if (!line.text.startsWith("- ")) break;
      const rest = line.text.slice(2).replace(/^ +/, "");
      const skipped = line.text.length - rest.length;
      const at = line.offset + skipped;
      if (rest.startsWith("- ") || KEY.test(rest)) {
        this.#lines[this.#next] = { column: column + skipped, text: rest, offset: at };
        items.push(this.#block(depth + 1));
      } else {
        this.#next++;
        items.push(scalar(rest, at));
      }
      this.#refuseDeeperThan(column);
    }
    return { value: items.map(({ value }) => value), offset, items };
  }

  #map(column: number, offset: number, depth: number): Node {
    const entries = new Map<string, Entry>();
    for (let line = this.#lines[this.#next]; line?.column === column; line = this.#lines[this.#next]) {
      const match = KEY.exec(line.text);
      if (match === null) throw new NotFast();
      this.#next++;
      const rest = line.text.slice(match[0].length);
      const at = line.offset + match[0].length;
      const node = NOTHING.test(rest) ? this.#below(column, line.offset, depth) : scalar(rest, at);
      addEntry(entries, match, { offset: line.offset, node });
      this.#refuseDeeperThan(column);
    }
    return mapOf(entries, offset);
  }

  /** Reads the value of a key without one on its line: a more indented block, a list in the key's column, or null. */
  #below(column: number, offset: number, depth: number): Node {
    const line = this.#lines[this.#next];
    const deeper = line !== undefined && line.column > column;
    const listHere = line?.column === column && line.text.startsWith("- ");
    return deeper || listHere ? this.#block(depth + 1) : { value: null, offset };
  }

  #refuseDeeperThan(column: number): void {
    const line = this.#lines[this.#next];
    if (line !== undefined && line.column > column) throw new NotFast();
  }
}

function placed(source: Source, root: Node): LocatedData {
  interface Found {
    readonly complete: boolean;
    readonly key: number | undefined;
    readonly node: Node;
  }
  const find = (path: Path): Found => {
    let found: Found = { complete: true, key: undefined, node: root };
    for (const step of path) {
      const { entries, items }: Node = found.node;
      const entry = entries?.get(String(step));
      const node = entry?.node ?? items?.[Number(step)];
      if (node === undefined) return { ...found, complete: false };
      found = { complete: true, key: entry?.offset, node };
    }
    return found;
  };
  return {
    value: root.value,
    keyAt: (path) => {
      const { key, node } = find(path);
      return source.at(key ?? node.offset);
    },
    valueAt: (path) => {
      const { complete, key, node } = find(path);
      return source.at(complete && node.value !== null ? node.offset : (key ?? node.offset));
    },
    // It reads only numbers that are written as JavaScript writes them.
    textAt: (path) => {
      const { complete, node } = find(path);
      const { value } = node;
      return complete && (value === null || typeof value !== "object") ? String(value ?? "") : undefined;
    },
    keysOf: (path) => {
      const { complete, node } = find(path);
      return complete && node.entries !== undefined ? [...node.entries.keys()] : [];
    },
  };
}
