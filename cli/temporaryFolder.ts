import { accessSync, constants, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { UserError } from "../engine/userError.ts";

/**
 * Throws a `UserError` for a folder of temporary files that cannot be used. Packages of ours look for it when they are
 * loaded, and the engine when it starts; both end with a stack trace.
 */
export function checkTemporaryFolder(folder: string = tmpdir()): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (statSync(folder).isDirectory()) return;
  } catch {
    // Said below.
  }
  throw new UserError(
    `Temporary files cannot be written to ${folder}: make it a folder you can write to, or set TMPDIR to another.`,
  );
}
