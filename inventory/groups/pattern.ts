/**
 * Patterns of `allowedGroups`: regular expressions that an address must contain a match of (facts/upstream.md §3).
 *
 * Upstream runs them with Go's RE2, which takes linear time; here they run on an engine that goes back and tries
 * again. So only expressions that both read alike are taken, and only those that cannot take long.
 */
export type Compiled = { readonly expression: RegExp } | { readonly fault: string; readonly hint: string };

/** Choices the engine may have to go back to; four on 254 characters are some 10 ms at worst. */
const maxChoices = 4;

/** Longest expression, as long as an address with every character escaped. */
const maxLength = 512;

/** Compiles one pattern, or says what is wrong with it as a predicate. */
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

/** The pattern that only `address` matches. */
export function patternFor(address: string): string {
  return `^${address.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")}$`;
}

/** What is wrong, without the words around it: "Invalid regular expression: /(/u: Unterminated group". */
function reason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const last = message.slice(message.lastIndexOf(": ") + 2);
  return last.charAt(0).toLowerCase() + last.slice(1);
}
