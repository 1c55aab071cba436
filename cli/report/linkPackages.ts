import { mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * Gives another checkout the installed packages of this one. Each is linked by itself: with a link for the whole folder,
 * what is compiled into it would be found in this checkout, and take this checkout's data for its own. A package that is
 * part of the repository is the other checkout's.
 *
 * @param installed this checkout's `node_modules`
 * @param target the other's, which does not exist yet
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
