/**
 * Escapes text from the data for Markdown and HTML. Names and descriptions come from strangers: they must not become
 * markup, a mention that notifies somebody, or a new line.
 */

/** Invisible and reordering characters: controls, line separators, directional marks. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Makes all characters visible, on one line. */
export function visible(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/**
 * Formats a code span, in which GitHub interprets neither markup nor mentions
 * (https://github.github.com/gfm/#code-spans). The fence has more backticks than the text. Pipes are escaped, since
 * tables require that even here.
 */
export function code(text: string): string {
  const inside = visible(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...(inside.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 || inside.trim() === "" ? " " : "";
  return `${fence}${padding}${inside}${padding}${fence}`;
}

/**
 * Formats plain text for a paragraph or a table cell: escapes possible markup and links, and puts words with an @ in
 * code spans, which mention nobody and from which addresses can be copied.
 */
export function plain(text: string): string {
  return visible(text)
    .split(/([^\s(),;]*@[^\s(),;]*)/)
    .map((part, index) => (index % 2 === 1 ? code(part) : escaped(part)))
    .join("");
}

function escaped(text: string): string {
  const inert = html(text).replaceAll(/[\\`*_{}[\]#|~]/g, String.raw`\$&`);
  // A zero-width space keeps GitHub from linking URLs and issue numbers.
  return inert.replaceAll(/(?<=:\/)\/|(?<=www)\.|(?<=#|\bGH-)(?=\d)/gi, "\u200B$&");
}

/** Escapes text between tags. */
export function html(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Formats a fenced block with a fence longer than any run of backticks in it. */
export function fenced(language: string, lines: readonly string[]): string {
  const text = lines.map(visible);
  const longest = Math.max(2, ...text.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...text, fence].join("\n");
}
