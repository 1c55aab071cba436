/**
 * Patterns in `allowedGroups`: unanchored regular expressions for addresses (facts/upstream.md §3).
 *
 * Upstream evaluates them with Go's RE2, which runs in linear time; JavaScript's engine backtracks. So only expressions
 * that mean the same to both, and that cannot take long, are accepted.
 */
export type Compiled = { readonly expression: RegExp } | { readonly fault: string; readonly hint: string };

/** Maximum number of backtracking points; four on 254 characters take some 10 ms at worst. */
const maxChoices = 4;

/** Maximum length of an expression: that of an address with every character escaped. */
const maxLength = 512;

/** Compiles a pattern, or returns what is wrong with it as a predicate. */
export function compilePattern(text: string): Compiled {
  if (text.length > maxLength) return { fault: `has more than ${maxLength} characters`, hint: "" };
  let expression: RegExp;
  try {
    expression = new RegExp(text, "u");
  } catch (cause) {
    return {
      fault: `is no regular expression: ${reason(cause)}`,
      hint: "in text, write \\ before . + ? ( ) [ ] { }",
    };
  }
  const plain = text.replaceAll(/\\./gsu, "x").replaceAll(/\[[^\]]*\]/g, "x");
  if (/\(\?(?!:)/.test(plain) || /\\[1-9k]/.test(text)) {
    return {
      fault: "uses what upstream's regular expressions do not have",
      hint: "do without (?=…), (?!…), (?<…) and \\1",
    };
  }
  const choices = plain.replaceAll("(?:", "(").match(/[*+?{(]/g) ?? [];
  if (choices.length > maxChoices || /\)[*+?{]/.test(plain)) {
    return {
      fault: "may take very long to match",
      hint: `use at most ${maxChoices} of * + ? { and ( ), and repeat no group`,
    };
  }
  return { expression };
}

/** The pattern that matches only `address`. */
export function patternFor(address: string): string {
  return `^${address.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`;
}

/** The bare reason in a message such as "Invalid regular expression: /(/u: Unterminated group". */
function reason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const last = message.slice(message.lastIndexOf(": ") + 2);
  return last.charAt(0).toLowerCase() + last.slice(1);
}
