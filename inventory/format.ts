import type { Diagnostic } from "./diagnostics.ts";

/**
 * Diagnostics for a terminal: one block each, `file:line:column: severity: message [rule]`, the form that editors
 * and CI systems turn into links, with the hint on an indented line of its own. Ends with a newline unless empty.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(formatDiagnostic).join("");
}

function formatDiagnostic({ file, line, column, severity, message, rule, hint }: Diagnostic): string {
  const head = `${file}:${line}:${column}: ${severity}: ${message} [${rule}]`;
  return [head, ...(hint === "" ? [] : [`    ${hint}`])].map((text) => `${printable(text)}\n`).join("");
}

/** A key of the file may hold line ends and escape sequences, which CI systems and terminals would obey. */
function printable(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
