import { readFileSync, statSync } from "node:fs";
import { error, type Diagnostic } from "./diagnostics.ts";
import type { Position } from "./position.ts";

/** Maximum size of a data file in bytes: 80 times upstream's file, yet small enough to load quickly. */
export const maxBytes = 1024 * 1024;

/** The text of a data file, with a lookup from offsets to positions. */
export interface Source {
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** As it was read, which an edit starts from. */
  readonly content: string;
  /** The position of a character offset; offsets past the end map to the end. */
  readonly at: (offset: number) => Position;
}

/** Wraps the content of a file for parsing. */
export function sourceOf(file: string, content: string): Source {
  const text = content.startsWith("\uFEFF") ? content.slice(1) : content;
  let known: readonly number[] | undefined;
  const at = (offset: number): Position => {
    const lineStarts = (known ??= lineStartsOf(text));
    const inside = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    for (let high = lineStarts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (lineStarts[middle]! <= inside) low = middle;
      else high = middle;
    }
    return { file, line: low + 1, column: inside - lineStarts[low]! + 1 };
  };
  return { file, text, content, at };
}

function lineStartsOf(text: string): number[] {
  const lineStarts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) lineStarts.push(end + 1);
  return lineStarts;
}

/** Reads a data file. Returns a diagnostic, and never throws, if the file cannot be read as text. */
export function readSource(path: string, file: string, limit = maxBytes): Source | Diagnostic {
  try {
    const found = statSync(path);
    // Reading anything else might never end.
    if (!found.isFile() && !found.isDirectory()) return unreadable(file, "it is not a regular file");
    if (found.size > limit) return tooLarge(file, found.size, limit);
    // Node.js reads a file as text three times as fast as through a buffer.
    return sourceOfText(file, readFileSync(path, "utf8"));
  } catch (cause) {
    return unreadable(file, reason(cause));
  }
}

/** Like {@link readSource}, from the content of a file that is not on disk. */
export function sourceOfBytes(file: string, bytes: Buffer, limit = maxBytes): Source | Diagnostic {
  if (bytes.length > limit) return tooLarge(file, bytes.length, limit);
  return sourceOfText(file, bytes.toString("utf8"));
}

/** Invalid UTF-8 shows up as the replacement character. */
function sourceOfText(file: string, content: string): Source | Diagnostic {
  const source = sourceOf(file, content);
  const damaged = source.text.search(/[\uFFFD\0]/);
  if (damaged === -1) return source;
  return error("not-text", source.at(damaged), "the file is not UTF-8 text", "save it as UTF-8");
}

/** The diagnostic for a file that cannot be read. */
export function unreadable(file: string, why: string): Diagnostic {
  return error("unreadable-file", { file, line: 1, column: 1 }, `the file cannot be read: ${why}`);
}

/** The diagnostic for a file that exceeds the size limit. */
export function tooLarge(file: string, size: number, limit: number): Diagnostic {
  const message = `the file has ${size} bytes, at most ${limit} are read`;
  return error("file-too-large", { file, line: 1, column: 1 }, message);
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a directory";
    case "EACCES":
      return "permission denied";
    default:
      return cause instanceof Error ? cause.message : String(cause);
  }
}
