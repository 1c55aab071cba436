import { mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * Links the installed packages of this checkout into another. Each package is linked separately: with one link for the
 * whole folder, code compiled into it would be located in this checkout, and use this checkout's data. Workspace
 * packages are linked to the other checkout's own.
 *
 * @param installed this checkout's `node_modules`
 * @param target the other checkout's `node_modules`, which does not exist yet
 */
export function linkPackages(installed: string, target: string): void {
  mkdirSync(target);
  for (const entry of readdirSync(installed, { withFileTypes: true })) {
    const [from, to] = [join(installed, entry.name), join(target, entry.name)];
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else if (entry.name.startsWith("@")) linkPackages(from, to);
    else if (!entry.name.startsWith(".")) symlinkSync(from, to);
  }
}
