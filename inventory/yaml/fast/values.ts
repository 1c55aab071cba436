/** A value and its offset in the text. */
export interface Node {
  readonly value: unknown;
  readonly offset: number;
  /** The entries, if it is a map. */
  readonly entries?: ReadonlyMap<string, Entry>;
  /** The items, if it is a list. */
  readonly items?: readonly Node[];
}

/** The value of a map key, and the offset of the key. */
export interface Entry {
  readonly offset: number;
  readonly node: Node;
}

/** Thrown for anything that the reader cannot handle with certainty. */
export class NotFast extends Error {}

/** A key with its colon and the spaces after it. */
export const KEY = /^(?:([A-Za-z][A-Za-z0-9_.@/-]{0,999})|"([^"\\]{1,999})"):(?= |$)( *)/;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')/;
/** A comment after a value, or nothing. */
const BEHIND = /^ *(?: #.*)?$/;

/** Reads a value on one line, followed by nothing but a comment. */
export function scalar(text: string, offset: number): Node {
  if (text.startsWith("[") || text.startsWith("{")) {
    const flow = new Flow(text, offset);
    const node = flow.value();
    if (!BEHIND.test(text.slice(flow.at))) throw new NotFast();
    return node;
  }
  const quoted = QUOTED.exec(text);
  if (quoted !== null) {
    if (!BEHIND.test(text.slice(quoted[0].length))) throw new NotFast();
    return { value: quoted[1] ?? quoted[2], offset };
  }
  const comment = text.indexOf(" #");
  return plainScalar(comment === -1 ? text : text.slice(0, comment), offset);
}

/** Reads unquoted text. Other leading characters have a meaning, or only the package reads them correctly. */
function plainScalar(text: string, offset: number): Node {
  // Not trimEnd: only spaces count as white space here in YAML.
  let end = text.length;
  while (text[end - 1] === " ") end--;
  const content = text.slice(0, end);
  if (!/^[A-Za-z0-9_/^(.]/.test(content) || content.includes(": ") || content.endsWith(":"))
    throw new NotFast();
  if (content === "true" || content === "false") return { value: content === "true", offset };
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(content)) return { value: Number(content), offset };
  if (notText(content)) throw new NotFast();
  return { value: content, offset };
}

/** Whether YAML's core schema may not read plain text as a string: https://yaml.org/spec/1.2.2/#103-core-schema */
function notText(content: string): boolean {
  if (/^[0-9]/.test(content)) return !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(content);
  return /^(?:null|true|false|\.inf|\.nan|\.[0-9].*)$/i.test(content);
}

/** Reads a flow sequence or flow mapping on one line. */
class Flow {
  readonly #text: string;
  readonly #offset: number;
  /** Index of the next character to read. */
  at = 0;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  value(): Node {
    const offset = this.#offset + this.at;
    if (this.#take("[")) {
      const items: Node[] = [];
      this.#each("]", () => items.push(this.value()));
      return { value: items.map(({ value }) => value), offset, items };
    }
    if (this.#take("{")) {
      const entries = new Map<string, Entry>();
      this.#each("}", () => this.#entry(entries));
      return mapOf(entries, offset);
    }
    const rest = this.#text.slice(this.at);
    const quoted = QUOTED.exec(rest);
    const [content] = quoted ?? /^[^,[\]{}"'#]*/.exec(rest)!;
    this.at += content.length;
    if (quoted !== null) return { value: quoted[1] ?? quoted[2], offset };
    return plainScalar(content, offset);
  }

  #entry(entries: Map<string, Entry>): void {
    const match = KEY.exec(this.#text.slice(this.at));
    const offset = this.#offset + this.at;
    if (match === null) throw new NotFast();
    this.at += match[0].length;
    addEntry(entries, match, { offset, node: this.value() });
  }

  /** Reads comma-separated parts up to the closing bracket. */
  #each(close: string, read: () => void): void {
    this.#skipSpaces();
    if (this.#take(close)) return;
    do {
      this.#skipSpaces();
      read();
      this.#skipSpaces();
    } while (this.#take(","));
    if (!this.#take(close)) throw new NotFast();
  }

  #take(character: string): boolean {
    const found = this.#text[this.at] === character;
    if (found) this.at++;
    return found;
  }

  #skipSpaces(): void {
    while (this.#text[this.at] === " ") this.at++;
  }
}

/** Adds an entry. Throws for a duplicate key, one that may not be a string, and `__proto__`, special in JavaScript. */
export function addEntry(
  entries: Map<string, Entry>,
  [, plain, quoted]: RegExpExecArray,
  entry: Entry,
): void {
  const key = plain ?? quoted ?? "";
  if (entries.has(key) || key === "__proto__" || (plain !== undefined && notText(plain))) throw new NotFast();
  entries.set(key, entry);
}

/** Creates the node of a map. */
export function mapOf(entries: ReadonlyMap<string, Entry>, offset: number): Node {
  const value = Object.fromEntries([...entries].map(([key, { node }]) => [key, node.value]));
  return { value, offset, entries };
}
