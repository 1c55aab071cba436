import { compileRe2, isAnchored, type ExpressionFault } from "../yaml/re2.ts";

/** The keyword in `tags` for versions, and its expression: https://semver.org, prefixed with `v`. */
export const SEMVER = "semver";
const semver =
  "^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$";

/** The regular expression for a pattern in the data. */
export function expressionOf(pattern: string): string {
  return pattern === SEMVER ? semver : pattern;
}

/** Checks a pattern for branches or tags, which Prow and Cloud Build evaluate; undefined if it is valid. */
export function patternFault(pattern: string): ExpressionFault | undefined {
  if (pattern === SEMVER) return undefined;
  const compiled = compileRe2(pattern);
  if ("fault" in compiled) {
    const { fault, hint } = compiled;
    return { fault, hint: pattern.includes("(?!") ? "what must not be built goes below `skip`" : hint };
  }
  if (isAnchored(pattern)) return undefined;
  if (pattern.startsWith("^"))
    return {
      fault: "has an alternative without ^, which would match in the middle of a name",
      hint: "write ^ after each | outside parentheses, too",
    };
  return {
    fault: "does not start with ^, so it would match in the middle of a name",
    hint: `write ^${pattern}$ for exactly this name, ^${pattern} for all that start with it`,
  };
}
