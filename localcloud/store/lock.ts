import { linkSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { diskError, errorCode, StoreError } from "./errors.ts";

/** No operation of the store holds a lock for longer than some milliseconds: an older one was left by a crash. */
const staleAfterMs = 10_000;
const giveUpAfterMs = 30_000;
const pauseMs = 1;

const pauseCell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Runs `action` while no other process runs one under the same lock file. A lock whose process is gone is taken over,
 * so that nothing needs repair after kill -9.
 *
 * @param lockFile Path of the lock; its directory exists.
 * @param temporaryFile A path that only this process uses, in the same file system.
 */
export function withLock<T>(lockFile: string, temporaryFile: string, action: () => T): T {
  acquire(lockFile, temporaryFile);
  try {
    return action();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function acquire(lockFile: string, temporaryFile: string): void {
  const deadline = Date.now() + giveUpAfterMs;
  try {
    // The owner is in the file before the file is the lock: nobody ever reads a lock without an owner.
    writeFileSync(temporaryFile, String(process.pid));
    while (!tryLink(temporaryFile, lockFile)) {
      if (isStale(lockFile)) takeAway(lockFile, temporaryFile);
      else if (Date.now() > deadline)
        throw new StoreError(`localcloud: cannot lock ${lockFile}: held for too long`);
      else Atomics.wait(pauseCell, 0, 0, pauseMs);
    }
    unlinkSync(temporaryFile);
  } catch (error) {
    rmSync(temporaryFile, { force: true });
    if (error instanceof StoreError) throw error;
    throw diskError("write", lockFile, error);
  }
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

function isStale(lockFile: string): boolean {
  try {
    const owner = Number(readFileSync(lockFile, "utf8"));
    // A process id can be used again, hence the age as well.
    return !isAlive(owner) || Date.now() - statSync(lockFile).mtimeMs > staleAfterMs;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** Two processes can find the same stale lock: the second may have taken away a fresh one, and puts it back. */
function takeAway(lockFile: string, temporaryFile: string): void {
  const aside = `${temporaryFile}.stale`;
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  if (!isStale(aside)) tryLink(aside, lockFile);
  unlinkSync(aside);
}
