import type { Position } from "./types.ts";

/** An error stops every command; a warning is shown and passed over. */
export type Severity = "error" | "warning";

/**
 * One mistake in the data, as `bin/infra check --json` prints it.
 *
 * `rule` is a stable kebab-case name, `message` says what is wrong, `hint` what would be right (empty when the
 * message already says so). Line and column count from 1.
 */
export interface Diagnostic extends Position {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** Lines that would mend it, as they are to be added to a file; the hint says where. */
  readonly block?: readonly string[];
}

/** A diagnostic that stops every command. */
export function error(rule: string, position: Position, message: string, hint = ""): Diagnostic {
  return { rule, severity: "error", ...position, message, hint };
}

/** A diagnostic that is shown and passed over. */
export function warning(rule: string, position: Position, message: string, hint = ""): Diagnostic {
  return { rule, severity: "warning", ...position, message, hint };
}

/** True when the data must not be used. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** The order in which a person reads them: by file, then from top to bottom. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.severity, b.severity),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
