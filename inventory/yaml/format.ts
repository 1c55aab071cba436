import { counted } from "../../terminal/wording.ts";
import type { Diagnostic } from "./diagnostics.ts";

/**
 * Formats diagnostics for a terminal. Each starts with `file:line:column: severity: message [rule]`, which editors and
 * CI systems turn into links; the hint and the lines to add are indented below. Ends with a newline unless empty.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(formatDiagnostic).join("");
}

function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, severity, message, rule, hint, block = [] } = diagnostic;
  const head = `${file}:${line}:${column}: ${severity}: ${message} [${rule}]`;
  const below = [...(hint === "" ? [] : [hint]), ...block].map((text) => `    ${text}`);
  return [head, ...below].map((text) => `${printable(text)}\n`).join("");
}

/** Escapes control characters: keys may contain line breaks and escape sequences, which terminals and CI obey. */
function printable(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** Formats diagnostics as JSON with the keys in the documented order; lines to add become part of the hint. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): Omit<Diagnostic, "block">[] {
  return diagnostics.map(({ rule, severity, file, line, column, message, hint, block = [] }) => ({
    ...{ rule, severity, file, line, column, message },
    hint: [hint, ...block].join("\n"),
  }));
}

/** Counts mistakes: `2 errors, 1 warning`, or `no mistakes`. */
export function countMistakes(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const counts = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ];
  return counts.join(", ") || "no mistakes";
}
