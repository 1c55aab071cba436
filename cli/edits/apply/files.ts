import {
  copyFileSync,
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
import { EXIT, UserError } from "../../../terminal/userError.ts";
import type { Edits } from "../../../inventory/yaml/overlay.ts";
import { fromRoot } from "../../../boot/root.ts";

/** The name prefix, before a process id, of the folders that stage new contents. */
const PREFIX = "edit-";

/** Lists the moves. Exists exactly while the files are moved. */
const JOURNAL = "journal.json";

/** One move: from the staging folder to a file or, without a source, the removal of a file. */
interface Move {
  readonly from?: string;
  readonly to: string;
}

/**
 * Writes all of these files or none. Writes the new contents to a temporary folder first, then moves all of them to
 * their places. Throws a `UserError` if anything cannot be written, with everything as it was; Ctrl-C is delayed until
 * the end. A process killed during the moves leaves a journal, from which the next change completes them.
 *
 * @param then is called with the files in place; if it throws, everything is put back as it was
 */
export function writeAll(folder: string, edits: Edits, then: () => void = () => undefined): void {
  const waiting = waitingIn(folder);
  finishInterrupted(waiting);
  const made: string[] = [];
  /** The copy of what each move replaced; undefined where nothing was. */
  const moved = new Map<string, string | undefined>();
  let own: string | undefined;
  const undo = () => {
    for (const [to, copy] of moved) {
      if (copy === undefined) rmSync(to, { force: true });
      else renameSync(copy, to);
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
      const planned = moves[index]!;
      const copy = existsSync(planned.to) ? join(own, `${index}.before`) : undefined;
      if (copy !== undefined) copyFileSync(planned.to, copy);
      move(planned);
      moved.set(planned.to, copy);
    }
    // From here on, an interrupted run has made its change.
    rmSync(join(own, JOURNAL));
    then();
  } catch (cause) {
    undo();
    if (cause instanceof UserError) throw cause;
    throw new UserError(`nothing was written: ${reason(at, cause)}`, EXIT.failed);
  } finally {
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
    release();
  }
}

/** Where new contents are staged: on the same file system as their files, and outside the data. */
function waitingIn(folder: string): string {
  const inside = !relative(fromRoot("."), folder).startsWith("..");
  return inside ? fromRoot(".local") : folder;
}

/** Completes the moves of a run that was killed during them, and cleans up after one killed before. */
function finishInterrupted(waiting: string): void {
  if (!existsSync(waiting)) return;
  for (const name of readdirSync(waiting)) {
    const [, pid] = /^edit-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const journal = join(waiting, name, JOURNAL);
    const moves = existsSync(journal) ? (JSON.parse(readFileSync(journal, "utf8")) as Move[]) : [];
    for (const { from, to } of moves)
      if (from === undefined || existsSync(from)) move({ ...(from && { from }), to });
    rmSync(join(waiting, name), { recursive: true, force: true });
  }
}

function move({ from, to }: Move): void {
  // Completing an interrupted run, a file may be gone already.
  if (from === undefined) rmSync(to, { force: true });
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

/** A listener keeps signals from ending the process; the moves take milliseconds. */
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
