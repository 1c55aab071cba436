/**
 * YAML that other programs read: Go's packages, which Prow, kpromo and Pulumi use, know YAML 1.1's words and more
 * numbers than YAML 1.2 does (docs/facts.md, "Go's YAML packages"). Text that any reader could take for something else
 * is in quotes.
 */

/**
 * Text that no reader takes for anything else, in brackets either: by its first character no number, by all others no
 * punctuation. Not `_` and no digit first: `0b101`, `1_000`, `0X1F` and `1:20` are numbers to one of them.
 */
const BARE = /^(?:--)?[A-Za-z/^.][A-Za-z0-9._/@^$*+=%\\|()~-]*$/;
/** What YAML 1.1 and Go make a truth value, nothing or a number of. https://yaml.org/type/bool.html */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan|\.[0-9].*|\.\.\.)$/i;
/** Control characters and line breaks, which no reader keeps as they are, and what Go refuses in a file. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Whether every reader takes this text for text without quotes. */
export function isBare(text: string): boolean {
  return BARE.test(text) && !WORD.test(text);
}

/** Text as a scalar on one line, also valid in brackets; quoted only if necessary. */
export function scalar(text: string): string {
  if (isBare(text)) return text;
  const hasEscapes = text.includes("\\") || text.includes('"');
  return hasEscapes && text.search(UNSAFE) === -1 ? `'${text.replaceAll("'", "''")}'` : quotedScalar(text);
}

/** Text in double quotes, with escapes that every reader knows. */
export function quotedScalar(text: string): string {
  return JSON.stringify(text).replaceAll(UNSAFE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/**
 * A map or a list, of maps, lists, text, numbers and booleans, as the text of a file: block style, two spaces per level,
 * one key or item per line. Keys whose value is undefined are left out.
 */
export function yamlFile(value: object): string {
  return linesOf(value)
    .map((line) => `${line}\n`)
    .join("");
}

/** The lines of a value; a single one for whatever needs no lines of its own. */
function linesOf(value: unknown): string[] {
  if (typeof value === "string") return [scalar(value)];
  if (typeof value !== "object" || value === null) return [String(value)];
  if (Array.isArray(value)) {
    if (value.length === 0) return ["[]"];
    return value.flatMap((item) => linesOf(item).map((line, index) => `${index === 0 ? "- " : "  "}${line}`));
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return ["{}"];
  return entries.flatMap(([key, inner]: [string, unknown]) => {
    const lines = linesOf(inner);
    const isBlock = typeof inner === "object" && inner !== null && Object.keys(inner).length > 0;
    return isBlock
      ? [`${scalar(key)}:`, ...lines.map((line) => `  ${line}`)]
      : [`${scalar(key)}: ${lines.join("")}`];
  });
}
