import { diffArrays } from "diff";

/**
 * The lines of a file, for edits that need not know how they end: on Windows, git may check files out with CRLF, and
 * some editors write no newline at the end of a file, or a byte order mark at its start.
 */
export class Lines {
  /** Without their ends. */
  readonly lines: readonly string[];
  readonly #ends: readonly string[];
  /** How most lines end. */
  readonly #usual: string;
  readonly #hasFinalEnd: boolean;
  readonly #mark: string;

  constructor(content: string) {
    this.#mark = content.startsWith("\uFEFF") ? "\uFEFF" : "";
    const text = content.slice(this.#mark.length);
    const lines = text === "" ? [] : text.split(/(?<=\n)/);
    const [windows, all] = ["\r\n", "\n"].map((end) => lines.filter((line) => line.endsWith(end)).length);
    this.#usual = windows! > all! / 2 ? "\r\n" : "\n";
    this.#hasFinalEnd = text === "" || text.endsWith("\n");
    this.#ends = lines.map((line) => /\r?\n$/.exec(line)?.[0] ?? this.#usual);
    this.lines = lines.map((line) => line.replace(/\r?\n$/, ""));
  }

  /**
   * The text with its lines edited: kept lines end as before, new ones like most of the file. The last line has an end
   * only if that of the file had one.
   */
  textOf(edited: readonly string[]): string {
    let at = 0;
    const text = diffArrays([...this.lines], [...edited])
      .flatMap(({ value, added, removed }) => {
        const ends = added ? value.map(() => this.#usual) : this.#ends.slice(at, (at += value.length));
        return removed ? [] : value.map((line, index) => line + ends[index]!);
      })
      .join("");
    return this.#mark + (this.#hasFinalEnd ? text : text.replace(/\r?\n$/, ""));
  }
}
