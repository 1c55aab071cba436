import type * as z from "zod";
import { alternatives, quoted } from "../../terminal/wording.ts";

/**
 * Words a zod issue as a plain predicate: "must be text, not a list". Passed to `safeParse` as the error map, so that
 * messages in the schema take precedence.
 */
export function predicate(issue: z.core.$ZodRawIssue): string {
  const { input } = issue;
  // A map may have any keys, `toString` included.
  return predicateOn(issue, typeof input === "object" ? "" : String(input));
}

/**
 * The same for a value that stands in the file as `text`: a number's digits there may be others than those of its value.
 */
export function predicateOn(issue: z.core.$ZodRawIssue, text: string): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "is missing";
      if (issue.input === null) return "has no value";
      return `must be ${expectedKind(issue.expected)}, not ${kindOf(issue.input, text)}`;
    case "invalid_value":
      if (issue.input === null) return "has no value";
      return `must be ${alternatives(issue.values.map(String))}, not ${kindOf(issue.input, text)}`;
    case "too_small":
      if (issue.origin === "string") return "must not be empty";
      if (issue.origin === "array") return "must have at least one entry";
      return `must be at least ${issue.minimum}, not ${text}`;
    case "too_big":
      return `must be at most ${issue.maximum}, not ${text}`;
    case "invalid_union":
      return `must be a map, not ${kindOf(issue.input, text)}`;
    default:
      return "is not valid";
  }
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

function kindOf(value: unknown, text: string): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the text ${quoted(value)}`;
  if (typeof value === "number") return `the number ${text}`;
  return typeof value === "boolean" ? text : "a map";
}
