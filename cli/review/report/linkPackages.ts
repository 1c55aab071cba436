import { mkdirSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * Links the installed packages of this checkout into another. Each package is linked separately, so that workspace
 * packages can be the other checkout's own, and so that a revision from before boot/root.ts knew where it was compiled
 * from does not take this checkout for its root.
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
