import type { Position } from "./position.ts";

/** An error stops every command; a warning is only shown. */
export type Severity = "error" | "warning";

/**
 * One problem in the data, in the form that `bin/infra check --json` prints.
 *
 * `rule` is a stable kebab-case name, `message` says what is wrong, and `hint` how to fix it (empty if the message
 * already does). Lines and columns count from 1.
 */
export interface Diagnostic extends Position {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** Lines to add to a file to fix the problem; the hint says where. */
  readonly block?: readonly string[];
}

/** Creates a diagnostic that stops every command. */
export function error(rule: string, position: Position, message: string, hint = ""): Diagnostic {
  return { rule, severity: "error", ...position, message, hint };
}

/** Creates a diagnostic that is only shown. */
export function warning(rule: string, position: Position, message: string, hint = ""): Diagnostic {
  return { rule, severity: "warning", ...position, message, hint };
}

/** Whether there is an error: the data must not be used then. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** Sorts diagnostics as people read them: by file, then from top to bottom. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.severity, b.severity),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
