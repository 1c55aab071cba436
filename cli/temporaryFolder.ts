import { accessSync, constants, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { UserError } from "../terminal/userError.ts";

/**
 * Throws a `UserError` if temporary files cannot be written. Some packages use the folder as soon as they are loaded, and
 * the engine when it starts; both would end with a stack trace.
 */
export function checkTemporaryFolder(folder: string = tmpdir()): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (statSync(folder).isDirectory()) return;
  } catch {
    // Reported below.
  }
  throw new UserError(
    `Temporary files cannot be written to ${folder}: make it a writable folder, or set TMPDIR to another.`,
  );
}
