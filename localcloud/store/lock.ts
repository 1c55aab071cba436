import { diskError, StoreError } from "./errors.ts";
import { isAlive, tryLock, unlock } from "./lockFile.ts";

/** No store operation holds a lock for more than a few milliseconds, so one held for this long is stale. */
const staleAfterMs = 10_000;
const giveUpAfterMs = 30_000;
const pauseMs = 1;

const pauseCell = new Int32Array(new SharedArrayBuffer(4));
let taken = 0;

/**
 * Runs `action` while no other process runs one under the same lock file. Takes over the lock of a process that is
 * gone, so that nothing needs repair after kill -9.
 *
 * @param lockFile The path of the lock, in an existing directory.
 * @param temporaryFile A path on the same file system that only this process uses.
 * @throws StoreError when the disk refuses, or after waiting 30 seconds.
 */
export function withLock<T>(lockFile: string, temporaryFile: string, action: () => T): T {
  taken += 1;
  const owner = `${process.pid} ${taken}`;
  acquire(lockFile, temporaryFile, owner);
  try {
    return action();
  } finally {
    unlock(lockFile, owner);
  }
}

function acquire(lockFile: string, temporaryFile: string, owner: string): void {
  const started = performance.now();
  let [seen, since] = ["", started];
  // A process id can be reused, so age counts too. It is measured on our monotonic clock, which never jumps.
  const isStale = (other: string): boolean => {
    if (other !== seen) [seen, since] = [other, performance.now()];
    return !isAlive(Number.parseInt(other, 10)) || performance.now() - since > staleAfterMs;
  };
  try {
    while (!tryLock(lockFile, temporaryFile, owner, isStale)) {
      if (performance.now() - started > giveUpAfterMs)
        throw new StoreError(`localcloud: cannot lock ${lockFile}: held for too long`);
      Atomics.wait(pauseCell, 0, 0, pauseMs);
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw diskError("write", lockFile, error);
  }
}
