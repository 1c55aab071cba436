import { counted } from "../../terminal/wording.ts";
import type { Diagnostic } from "../../inventory/yaml/diagnostics.ts";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";

/** The output and exit code of a command. */
export interface CheckResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a check prints for people: all mistakes, a summary, and what was not checked. */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  summary: string,
  unchecked: readonly string[] = [],
): string {
  const left = unchecked.map((what) => `  not checked: ${what}\n`).join("");
  return `${formatDiagnostics(diagnostics)}${summary}\n${left}`;
}

/** What a check prints for programs, with further keys. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[], further: object = {}): string {
  return `${JSON.stringify({ diagnostics: diagnostics.map(forPrograms), ...further })}\n`;
}

/** A diagnostic with the keys in the documented order; lines to add become part of the hint. */
function forPrograms({ rule, severity, file, line, column, message, hint, block = [] }: Diagnostic) {
  return { rule, severity, file, line, column, message, hint: [hint, ...block].join("\n") };
}

/** Counts mistakes: `2 errors, 1 warning`, or `no mistakes`. */
export function mistakesOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const counts = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ];
  return counts.join(", ") || "no mistakes";
}
