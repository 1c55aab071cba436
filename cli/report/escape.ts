/**
 * Text of the data for Markdown and HTML. Names and descriptions come from strangers: none of them may become markup, a
 * mention that notifies somebody, or a line of its own.
 */

/** What neither a comment nor a page shows, or shows in another order: controls, line ends, marks of direction. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Makes everything visible, on one line. */
export function visible(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/**
 * A code span, in which GitHub knows neither markup nor mentions (https://github.github.com/gfm/#code-spans): fenced by
 * more backticks than it holds. A pipe is escaped for tables, where that is needed even here.
 */
export function code(text: string): string {
  const inside = visible(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...(inside.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 || inside.trim() === "" ? " " : "";
  return `${fence}${padding}${inside}${padding}${fence}`;
}

/**
 * Plain text in a paragraph or a table cell: what could be markup or a link is escaped, and whatever has an @ becomes a code
 * span, in which nobody is mentioned and which an address can be copied from.
 */
export function plain(text: string): string {
  return visible(text)
    .split(/([^\s(),;]*@[^\s(),;]*)/)
    .map((part, index) => (index % 2 === 1 ? code(part) : escaped(part)))
    .join("");
}

function escaped(text: string): string {
  const inert = html(text).replaceAll(/[\\`*_{}[\]#|~]/g, String.raw`\$&`);
  // A character of no width keeps GitHub from making a link of it: of an address, and of an issue's number.
  return inert.replaceAll(/(?<=:\/)\/|(?<=www)\.|(?<=#|\bGH-)(?=\d)/gi, "\u200B$&");
}

/** Text between tags. */
export function html(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A fenced block whose fence is longer than any run of backticks in it. */
export function fenced(language: string, lines: readonly string[]): string {
  const text = lines.map(visible);
  const longest = Math.max(2, ...text.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...text, fence].join("\n");
}
