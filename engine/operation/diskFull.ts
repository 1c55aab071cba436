import { statfsSync } from "node:fs";
import { UserError } from "../../terminal/userError.ts";

/** Free space required to start a run, in bytes. State, store and logs of 92 projects take about 95 MB. */
export const NEEDED_SPACE = 256 * 1024 * 1024;
/** Below this much free space, in bytes, a process may be unable to write even an error message. */
const NOTHING = 64 * 1024;

/** How a full disk, an exceeded quota and the file size limit are reported: Node.js error codes, and Go's messages. */
const CODES = ["ENOSPC", "EDQUOT", "EFBIG"];
/** Node.js error codes of missing file permissions. */
const FORBIDDEN = ["EACCES", "EPERM", "EROFS"];
const WORDS = /no space left on device|disk quota exceeded|file too large/;

/** What may be lost after a disk has filled up during a run, and what to do. */
export const DISK_FULL =
  "The disk is full: the state may not record everything that was done. Free at least 256 MB and run this again; it adopts what exists.";

const NOT_OURS =
  "Make it readable and writable for you, and run this again; it adopts what exists and is missing from the state.";

/** Reports whether a message is about a full disk. */
export function reportsFullDisk(text: string): boolean {
  return WORDS.test(text);
}

/** Returns the free space on a folder's disk, in bytes. */
export function freeSpace(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Returns the message that a full disk may have kept a failed process from writing; empty if there is space. */
export function unsaid(folder: string, free = freeSpace(folder)): string {
  return free < NOTHING ? `no space left on device: ${folder}\n` : "";
}

/** Converts an error of a full disk, or of a missing file permission, into a `UserError`; returns any other unchanged. */
export function onDiskError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (CODES.includes(code)) return new UserError(`${(error as Error).message}\n${DISK_FULL}`);
  if (FORBIDDEN.includes(code)) return new UserError(`${(error as Error).message}\n${NOT_OURS}`);
  return error;
}
