import { closeSync, openSync, readFileSync, readdirSync, rmSync, writeSync, existsSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { EXIT, UserError } from "./userError.ts";

/** Who holds a lock, in the form that the engine's file backend writes (pulumi/pulumi pkg/backend/diy/lock.go). */
interface Holder {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  /** RFC 3339. */
  readonly timestamp: string;
}

/**
 * Makes this process the only one that uses a state folder; the returned function gives it up. Takes the place of a
 * run that has died, and tells `say` about it.
 *
 * Throws a `UserError` that names the holder while another run goes on.
 */
export function lockStateFolder(stateFolder: string, say: (line: string) => void): () => void {
  const file = join(stateFolder, "run.lock");
  const files = [...(existsSync(file) ? [file] : []), ...engineLocks(stateFolder)];
  for (const held of files) clearIfDead(held, say);
  try {
    const lock = openSync(file, "wx");
    const holder = {
      pid: process.pid,
      username: userInfo().username,
      hostname: hostname(),
      timestamp: new Date().toISOString(),
    };
    writeSync(lock, JSON.stringify(holder));
    closeSync(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw locked(file, readHolder(file));
    throw error;
  }
  return () => rmSync(file, { force: true });
}

/** The locks that engines hold on stacks of this backend; one outlives its engine when that is killed. */
function engineLocks(stateFolder: string): string[] {
  const folder = join(stateFolder, "state", ".pulumi", "locks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));
}

function clearIfDead(file: string, say: (line: string) => void): void {
  const holder = readHolder(file);
  if (holder === undefined || isAlive(holder)) throw locked(file, holder);
  rmSync(file, { force: true });
  say(`the run of ${describe(holder)} was killed; its lock is cleared`);
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

/** A process of another machine counts as alive: nothing can be known about it here. */
function isAlive(holder: Holder): boolean {
  if (holder.hostname !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function describe(holder: Holder): string {
  return `${holder.username}@${holder.hostname} (process ${holder.pid}, since ${holder.timestamp})`;
}

function locked(file: string, holder: Holder | undefined): UserError {
  const who = holder === undefined ? "Somebody" : describe(holder);
  return new UserError(
    `${who} is using this state: wait until that run has ended. If there is no such run any more, delete ${file}.`,
    EXIT.locked,
  );
}
