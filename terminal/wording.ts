import type * as z from "zod";

/** Maximum number of characters that a message quotes from a file. */
const maxQuoted = 60;

/**
 * Words a zod issue as a plain predicate: "must be text, not a list". Passed to `safeParse` as the error map, so that
 * messages in the schema take precedence.
 */
export function predicate(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is missing";
      if (issue.input === null) return "has no value";
      return `must be ${expectedKind(issue.expected)}, not ${kindOf(issue.input)}`;
    case "invalid_value":
      if (issue.input === null) return "has no value";
      return `must be ${alternatives(issue.values.map(String))}, not ${kindOf(issue.input)}`;
    case "too_small":
      if (issue.origin === "string") return "must not be empty";
      if (issue.origin === "array") return "must have at least one entry";
      return `must be at least ${issue.minimum}, not ${String(issue.input)}`;
    case "too_big":
      return `must be at most ${issue.maximum}, not ${String(issue.input)}`;
    case "invalid_union":
      return `must be a map, not ${kindOf(issue.input)}`;
    default:
      return "is not valid";
  }
}

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** Text from a file: quoted, shortened and on one line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);
}

/** `1 error`, `2 errors`, `2 repositories`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${count === 1 ? noun : plural(noun)}`;
}

/** `errors`, `repositories`, `proxies`. */
export function plural(noun: string): string {
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** The first names and the number of the others: `a, b, c and 4 more`. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length <= most + 1) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

/** `1,234`. Formatted by hand: loading a locale would dominate the run time of a short command. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function expectedKind(expected: string): string {
  const kinds: Record<string, string> = {
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "a map",
    record: "a map",
  };
  return kinds[expected] ?? expected;
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the text ${quoted(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  return typeof value === "boolean" ? String(value) : "a map";
}
