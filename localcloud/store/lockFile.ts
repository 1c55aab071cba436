import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { errorCode } from "./errors.ts";

/**
 * Makes a lock file, unless somebody else holds it. Of several processes that try at once, also to take over the same
 * stale lock, one succeeds. Errors of the disk pass as they are.
 *
 * @param lockFile Path of the lock; its directory exists.
 * @param temporaryFile A path that only this process uses, in the same file system.
 * @param owner Who holds the lock from then on, as a text that nobody else writes.
 * @param isStale Whether the owner that is found there is gone, so that its lock may be taken away.
 */
export function tryLock(
  lockFile: string,
  temporaryFile: string,
  owner: string,
  isStale: (owner: string) => boolean,
): boolean {
  try {
    // The owner is in the file before the file is the lock: nobody ever reads a lock without an owner.
    writeFileSync(temporaryFile, owner);
    while (!tryLink(temporaryFile, lockFile)) {
      const holder = ownerOf(lockFile);
      if (holder === undefined) continue;
      if (!isStale(holder)) return false;
      takeAway(lockFile, `${temporaryFile}.stale`, isStale);
    }
    return true;
  } finally {
    rmSync(temporaryFile, { force: true });
  }
}

/** Gives a lock up, unless somebody has taken it over meanwhile. */
export function unlock(lockFile: string, owner: string): void {
  if (ownerOf(lockFile) === owner) rmSync(lockFile, { force: true });
}

/** Who holds a lock; undefined when nobody does. */
export function ownerOf(lockFile: string): string | undefined {
  try {
    return readFileSync(lockFile, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether a process of this machine is still there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** Two processes can find the same stale lock: the second may have taken away a fresh one, and puts it back. */
function takeAway(lockFile: string, aside: string, isStale: (owner: string) => boolean): void {
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  if (!isStale(readFileSync(aside, "utf8"))) tryLink(aside, lockFile);
  unlinkSync(aside);
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}
