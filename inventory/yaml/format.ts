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
