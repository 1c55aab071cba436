import { existsSync, mkdirSync, readdirSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkCloud } from "./faults.ts";
import { NEEDED_SPACE, freeSpace } from "../operation/diskFull.ts";
import { lockStateFolder } from "./lock.ts";
import { UserError } from "../../terminal/userError.ts";

/** The default folder for the state of local runs, below the project's root; git ignores it. */
export const STATE_FOLDER = ".local";

/** Returns the folders of everything that a local run keeps, all below its state folder. */
export function localFolders(stateFolder: string) {
  return {
    /** The engine's Pulumi home; the user's `~/.pulumi` is neither read nor written. */
    home: join(stateFolder, "pulumi"),
    plugins: join(stateFolder, "pulumi", "plugins"),
    /** The engine's state, in the layout of its file backend. */
    backend: join(stateFolder, "state"),
    /** Working copies of Pulumi.yaml and the stack files: the engine writes to them. */
    config: join(stateFolder, "config"),
    /** What the runner records about each stack between runs; see `Unfinished`. */
    records: join(stateFolder, "records"),
    /** localcloud's store. */
    cloud: join(stateFolder, "cloud"),
    /** What the engine printed in the last run. */
    logs: join(stateFolder, "logs"),
    /** The data that each stack was last applied from. */
    applied: join(stateFolder, "applied"),
    /** The engine's state before and after each deploy. */
    exports: join(stateFolder, "exports"),
  };
}

/** The file that marks a folder as ours: `down` deletes nothing in any other. */
const MARKER = "k8s-registry-state";

/**
 * Locks a state folder for this process, creating it if needed; the returned function unlocks it.
 *
 * Throws a `UserError` when the folder holds other files or a damaged localcloud, is not writable, is on a full disk,
 * or is in use by another run.
 */
export function openStateFolder(stateFolder: string, say: (line: string) => void): () => void {
  try {
    makeFolder(stateFolder);
    if (!isOurs(stateFolder) && readdirSync(stateFolder).length > 0) {
      throw new UserError(`${stateFolder} holds other things: name an empty or a new folder with --state.`);
    }
    writeFileSync(
      join(stateFolder, MARKER),
      "State of local runs of k8s-registry; `bin/infra down` deletes it.\n",
    );
    for (const folder of Object.values(localFolders(stateFolder))) makeFolder(folder);
    if (freeSpace(stateFolder) < NEEDED_SPACE)
      throw Object.assign(new Error("too little space"), { code: "ENOSPC" });
    checkCloud(stateFolder, localFolders(stateFolder).cloud);
    return lockStateFolder(stateFolder, say);
  } catch (error) {
    throw explained(error, stateFolder);
  }
}

/**
 * Deletes what local runs keep in a state folder, and nothing else. Returns a sentence that says what it did.
 *
 * Throws a `UserError` when the folder is not a state folder, is not writable, or is in use by a run.
 */
export function clearStateFolder(stateFolder: string): string {
  if (!existsSync(stateFolder)) return `Nothing to clear: ${stateFolder} does not exist.`;
  if (!isOurs(stateFolder)) throw new UserError(`${stateFolder} is no state folder: nothing was deleted.`);
  try {
    const unlock = lockStateFolder(stateFolder, () => undefined);
    try {
      for (const folder of Object.values(localFolders(stateFolder)))
        rmSync(folder, { recursive: true, force: true });
    } finally {
      unlock();
    }
    rmSync(join(stateFolder, MARKER));
    if (readdirSync(stateFolder).length === 0) rmdirSync(stateFolder);
  } catch (error) {
    throw explained(error, stateFolder);
  }
  return `Cleared the local state in ${stateFolder}.`;
}

function isOurs(stateFolder: string): boolean {
  return existsSync(join(stateFolder, MARKER));
}

/** Goes level by level: Node.js's recursive `mkdir` never ends on file systems with odd errors, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return void readdirSync(folder);
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function explained(error: unknown, stateFolder: string): unknown {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "ENOSPC":
      return new UserError(
        `The state folder ${stateFolder} is on a full disk: free at least 256 MB and run this again.`,
      );
    case "EACCES":
    case "EROFS":
    case "EPERM":
    case "ENOENT":
    case "ENOTDIR":
    case "EEXIST":
      return new UserError(
        `The state folder ${stateFolder} cannot be written: make it a folder you can write to, or name another with --state.`,
      );
    default:
      return error;
  }
}
