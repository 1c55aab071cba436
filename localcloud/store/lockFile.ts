import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { errorCode } from "./errors.ts";

/**
 * Takes a lock, unless somebody else holds it. Of several processes that try at once, even to take over the same stale
 * lock, exactly one succeeds. Throws the errors of node:fs unchanged.
 *
 * @param lockFile The path of the lock, in an existing directory.
 * @param temporaryFile A path on the same file system that only this process uses.
 * @param owner Identifies the new holder; nobody else writes the same string.
 * @param isStale Whether the owner it is given is gone, so that its lock may be taken over.
 */
export function tryLock(
  lockFile: string,
  temporaryFile: string,
  owner: string,
  isStale: (owner: string) => boolean,
): boolean {
  try {
    // The owner is written before the file becomes the lock, so nobody ever reads a lock without an owner.
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

/** Releases a lock, unless somebody has taken it over in the meantime. */
export function unlock(lockFile: string, owner: string): void {
  if (ownerOf(lockFile) === owner) rmSync(lockFile, { force: true });
}

/** The owner of a lock; undefined when nobody holds it. */
export function ownerOf(lockFile: string): string | undefined {
  try {
    return readFileSync(lockFile, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Whether a process on this machine is running. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** Two processes can find the same stale lock. The second may have removed a fresh one, and puts it back. */
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
