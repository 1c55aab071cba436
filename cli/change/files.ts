import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { EXIT, UserError } from "../../engine/userError.ts";
import { fromRoot } from "../../inventory/root.ts";

/** New contents of files, by path below a folder; undefined takes a file away. */
export type Edits = ReadonlyMap<string, string | undefined>;

/** What the folders are called in which new contents wait for their files, before a process id. */
const PREFIX = "edit-";

/** Names what is to be moved where. It is there exactly while the files are moved. */
const JOURNAL = "journal.json";

/** One move: from the waiting folder to a file, or, without a source, a file to take away. */
interface Move {
  readonly from?: string;
  readonly to: string;
}

/**
 * Writes all of these files or none. New contents are first written to a folder of their own, then all of them are moved
 * to their places. What cannot be written is a `UserError`, and everything is as it was; Ctrl-C waits until it is done.
 * Whoever is killed among the moves leaves a journal, by which the next change makes the rest of them.
 *
 * Gives a function that takes the change back.
 */
export function writeAll(folder: string, edits: Edits): () => void {
  const waiting = waitingIn(folder);
  finishInterrupted(waiting);
  const before = new Map([...edits.keys()].map((path) => [path, contentOf(join(folder, path))]));
  const made: string[] = [];
  const moved: string[] = [];
  let own: string | undefined;
  const undo = () => {
    for (const path of moved) {
      const content = before.get(path);
      if (content === undefined) rmSync(join(folder, path), { force: true });
      else writeFileSync(join(folder, path), content);
    }
    for (const name of made.reverse()) rmSync(name, { recursive: true, force: true });
  };
  const release = holdSignals();
  let at = "";
  try {
    mkdirSync(waiting, { recursive: true });
    own = mkdtempSync(join(waiting, `${PREFIX}${process.pid}-`));
    const moves: Move[] = [];
    for (const [path, text] of edits) {
      at = path;
      const to = join(folder, path);
      const from = text === undefined ? undefined : join(own, String(moves.length));
      if (from !== undefined) {
        const first = mkdirSync(dirname(to), { recursive: true });
        if (first !== undefined) made.push(first);
        writeFileSync(from, text!);
      }
      moves.push(from === undefined ? { to } : { from, to });
    }
    writeFileSync(join(own, `${JOURNAL}.new`), JSON.stringify(moves));
    renameSync(join(own, `${JOURNAL}.new`), join(own, JOURNAL));
    for (const [index, path] of [...edits.keys()].entries()) {
      at = path;
      move(moves[index]!);
      moved.push(path);
    }
  } catch (cause) {
    undo();
    throw new UserError(`nothing was written: ${reason(at, cause)}`, EXIT.failed);
  } finally {
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
    release();
  }
  return undo;
}

/** Where new contents wait: on the file system of their files, and where no data is looked for. */
function waitingIn(folder: string): string {
  const inside = !relative(fromRoot("."), folder).startsWith("..");
  return inside ? fromRoot(".local") : folder;
}

/** Makes the rest of the moves of a run that was killed among them, and clears up after one that had not begun. */
function finishInterrupted(waiting: string): void {
  if (!existsSync(waiting)) return;
  for (const name of readdirSync(waiting)) {
    const [, pid] = /^edit-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const journal = contentOf(join(waiting, name, JOURNAL));
    const moves = journal === undefined ? [] : (JSON.parse(journal.toString()) as Move[]);
    for (const { from, to } of moves)
      if (from === undefined || existsSync(from)) move({ ...(from && { from }), to });
    rmSync(join(waiting, name), { recursive: true, force: true });
  }
}

function move({ from, to }: Move): void {
  if (from === undefined) rmSync(to);
  else renameSync(from, to);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

/** Signals that end a process wait while a listener is there; the moves take milliseconds. */
function holdSignals(): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const wait = () => undefined;
  for (const signal of signals) process.on(signal, wait);
  return () => signals.forEach((signal) => process.off(signal, wait));
}

function reason(path: string, cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return `${path} is read-only; make the checkout writable, or work in a clone of your own`;
  if (code === "ENOSPC") return `the disk is full; make room and run this again`;
  return `${path}: ${cause instanceof Error ? cause.message : String(cause)}`;
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
