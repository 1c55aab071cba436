/** The keyword in `tags` for versions, and its expression: https://semver.org, prefixed with `v`. */
export const SEMVER = "semver";
const semver =
  "^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$";

/** The regular expression for a pattern in the data. */
export function expressionOf(pattern: string): string {
  return pattern === SEMVER ? semver : pattern;
}

/** What is wrong with a pattern for branches or tags. */
export interface PatternFault {
  /** A predicate that completes a message. */
  readonly fault: string;
  readonly hint: string;
}

/**
 * Checks a pattern for branches or tags; undefined if it is valid. Prow and Cloud Build evaluate it with Go's RE2. It
 * is never evaluated here, so only its syntax must be valid in both JavaScript and RE2.
 */
export function patternFault(pattern: string): PatternFault | undefined {
  if (pattern === SEMVER) return undefined;
  const fault = syntaxFault(pattern);
  if (fault !== undefined || pattern.startsWith("^")) return fault;
  return {
    fault: "does not start with ^, so it would match in the middle of a name",
    hint: `write ^${pattern}$ for exactly this name, ^${pattern} for all that start with it`,
  };
}

/** Checks that a regular expression is one to Go's RE2; undefined if it is. */
export function syntaxFault(pattern: string): PatternFault | undefined {
  try {
    new RegExp(pattern, "u");
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const reason = message.slice(message.lastIndexOf(": ") + 2);
    return {
      fault: `is no regular expression: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
      hint: "in text, write \\ before . + ? ( ) [ ] { }",
    };
  }
  const plain = pattern.replaceAll(/\\./gsu, "x").replaceAll(/\[[^\]]*\]/g, "x");
  if (/\(\?(?!:)/.test(plain) || /\\[1-9k]/.test(pattern)) {
    return {
      fault: "uses what Prow's and Cloud Build's regular expressions (RE2) do not have",
      hint: "do without (?=…), (?!…), (?<…) and \\1; what must not be built goes below `skip`",
    };
  }
  return undefined;
}
