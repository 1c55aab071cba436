import { EXIT, UserError } from "../engine/userError.ts";
import type { Diagnostic } from "../inventory/diagnostics.ts";
import { formatDiagnostics } from "../inventory/format.ts";

/** What ends a command whose data have mistakes: all of them, each with its place, and the exit status for that. */
export function badData(diagnostics: readonly Diagnostic[]): UserError {
  return new UserError(formatDiagnostics(diagnostics).trimEnd(), EXIT.badData);
}
