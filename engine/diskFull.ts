import { statfsSync } from "node:fs";
import { UserError } from "./userError.ts";

/** Free space below which no run starts, in bytes: state, store and logs of 92 projects take about 95 MB. */
export const NEEDED_SPACE = 256 * 1024 * 1024;
/** Below this, in bytes, nothing worth mentioning can be written any more. */
const NOTHING = 64 * 1024;

/** How the system says that there is no room: for all, for this user, in this file. By code, and in words of Go's. */
const CODES = ["ENOSPC", "EDQUOT", "EFBIG"];
/** How it says that something is not ours to read or write. */
const FORBIDDEN = ["EACCES", "EPERM", "EROFS"];
const WORDS = /no space left on device|disk quota exceeded|file too large/;

/** What stands after a disk has filled up in the middle of a run, and what to do. */
export const DISK_FULL =
  "The disk is full: what was done may not stand in the state. Free at least 256 MB and run this again; it adopts what exists.";

const NOT_OURS =
  "Make that yours to read and write, and run this again; it adopts what exists and the state does not know.";

/** Whether somebody reports a full disk. */
export function reportsFullDisk(text: string): boolean {
  return WORDS.test(text);
}

/** What is free on the disk of a folder, in bytes. */
export function freeSpace(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** What to add to the report of a process that failed, which a full disk may have kept from saying why. */
export function unsaid(folder: string, free = freeSpace(folder)): string {
  return free < NOTHING ? `no space left on device: ${folder}\n` : "";
}

/** An error in the middle of a run; one of a full disk, or of a file that is not ours, as a `UserError`. */
export function onDiskError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (CODES.includes(code)) return new UserError(`${(error as Error).message}\n${DISK_FULL}`);
  if (FORBIDDEN.includes(code)) return new UserError(`${(error as Error).message}\n${NOT_OURS}`);
  return error;
}
