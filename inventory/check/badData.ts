import { EXIT, UserError } from "../../terminal/userError.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { formatDiagnostics } from "../yaml/format.ts";

/** Returns the error that ends a command for invalid data: all mistakes with their positions, and the exit code. */
export function badData(diagnostics: readonly Diagnostic[]): UserError {
  return new UserError(formatDiagnostics(diagnostics).trimEnd(), EXIT.badData);
}
