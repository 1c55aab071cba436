import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { isAlive, ownerOf, tryLock, unlock } from "../../localcloud/store/lockFile.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";

/** The holder of a lock, in the format of the engine's file backend (pulumi/pulumi pkg/backend/diy/lock.go). */
const holderOf = z.object({
  pid: z.int(),
  username: z.string(),
  hostname: z.string(),
  /** RFC 3339. */
  timestamp: z.string(),
});
type Holder = z.infer<typeof holderOf>;

/**
 * Locks a state folder for this process; the returned function unlocks it. Clears the locks of runs that have died, and
 * reports each through `say`.
 *
 * Throws a `UserError` that names the holder while another run is in progress.
 */
export function lockStateFolder(stateFolder: string, say: (line: string) => void): () => void {
  const file = join(stateFolder, "run.lock");
  const owner = JSON.stringify({
    pid: process.pid,
    username: userName(),
    hostname: hostname(),
    timestamp: new Date().toISOString(),
  } satisfies Holder);
  let cleared: Holder | undefined;
  const isStale = (text: string): boolean => {
    const holder = parseHolder(text);
    cleared = isDead(holder) ? holder : undefined;
    return cleared !== undefined;
  };
  if (!tryLock(file, `${file}.${process.pid}`, owner, isStale)) throw locked(file, ownerOf(file));
  const giveUp = () => unlock(file, owner);
  if (cleared) say(`the run of ${describe(cleared)} was killed; its lock is cleared`);
  try {
    for (const held of engineLocks(stateFolder)) clearIfDead(held, say);
  } catch (error) {
    giveUp();
    throw error;
  }
  return giveUp;
}

/**
 * Returns the lock files that engines hold on stacks of this backend, and partial ones, `<lock>.json.<number>.tmp`. A
 * lock outlives an engine that is killed.
 */
function engineLocks(stateFolder: string): string[] {
  const folder = join(stateFolder, "state", ".pulumi", "locks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.json(\.\w+\.tmp)?$/.test(name))
    .map((name) => join(folder, name));
}

/** Call only with the folder's own lock held. An engine whose runner was killed may still be writing its state. */
function clearIfDead(file: string, say: (line: string) => void): void {
  // This lock was never held: the disk was too full to write it. The engine would still read it, and give up.
  if (file.endsWith(".tmp")) {
    rmSync(file, { force: true });
    say("an engine could not write its lock; what it left is cleared");
    return;
  }
  const text = readFileSync(file, "utf8");
  const holder = parseHolder(text);
  if (!isDead(holder)) throw locked(file, text);
  rmSync(file, { force: true });
  say(`the engine of ${describe(holder)} was killed; its lock is cleared`);
}

/** Returns undefined for a file that neither a run nor the engine wrote. */
function parseHolder(text: string): Holder | undefined {
  try {
    return holderOf.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** In a container, a user may have a number but no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "somebody");
  }
}

/** A process on another machine counts as alive: its state cannot be checked from here. */
function isDead(holder: Holder | undefined): holder is Holder {
  return holder?.hostname === hostname() && !isAlive(holder.pid);
}

function describe(holder: Holder): string {
  return `${holder.username}@${holder.hostname} (process ${holder.pid}, since ${holder.timestamp})`;
}

function locked(file: string, owner: string | undefined): UserError {
  const holder = parseHolder(owner ?? "");
  const who = holder === undefined ? "Somebody" : describe(holder);
  return new UserError(
    `${who} is using this state: wait until that run has ended. If there is no such run any more, delete ${file}.`,
    EXIT.locked,
  );
}
