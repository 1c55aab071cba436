import type { Diagnostic } from "./diagnostics.ts";

/**
 * Diagnostics for a terminal: one block each, `file:line:column: severity: message [rule]`, the form that editors
 * and CI systems turn into links, with the hint and lines to add indented below it. Ends with a newline unless empty.
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

/** A key of the file may hold line ends and escape sequences, which CI systems and terminals would obey. */
function printable(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
