import { EXIT, UserError } from "../engine/userError.ts";
import type { Diagnostic } from "../inventory/diagnostics.ts";
import { formatDiagnostics } from "../inventory/format.ts";

/** Returns the error that ends a command for invalid data: all mistakes with their positions, and the exit code. */
export function badData(diagnostics: readonly Diagnostic[]): UserError {
  return new UserError(formatDiagnostics(diagnostics).trimEnd(), EXIT.badData);
}
