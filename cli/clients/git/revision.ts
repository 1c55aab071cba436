import { mkdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { UserError } from "../../../terminal/userError.ts";
import { isBelow, memoryTree, type OpenTree } from "../../../inventory/yaml/tree.ts";
import { MAX_BYTES } from "../../../inventory/promotion/names.ts";
import {
  maxBytes,
  sourceOfBytes,
  tooLarge,
  unreadable,
  type Source,
} from "../../../inventory/yaml/source.ts";
import type { Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { blobs, git, mustGit } from "./git.ts";

/** A commit in a git checkout. */
export interface Revision {
  /** The revision as the user typed it. */
  readonly typed: string;
  /** The full commit hash. */
  readonly commit: string;
  /** False if the commit is an ancestor of the revision that was typed. */
  readonly exact: boolean;
  /** The absolute path of the checkout, without symbolic links. */
  readonly checkout: string;
}

/** The maximum size of the data read from one commit, in bytes: upstream has half a MiB, 10,000 projects some MiB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Abbreviates the commit hash for people. */
export function short({ commit }: Pick<Revision, "commit">): string {
  return commit.slice(0, 10);
}

/** Describes a revision for people: `main (1a2b3c4d5e)`. */
export function describeRevision(revision: Revision): string {
  const { typed, exact } = revision;
  return exact ? `${typed} (${short(revision)})` : `${short(revision)} (an ancestor of ${typed})`;
}

/**
 * Finds the commit that a change starts from: the merge base of the revision and the head, so that commits merged since
 * do not look reverted. For an ancestor of the head, that is the revision itself. Throws a `UserError` with a remedy
 * when there is no such commit.
 *
 * @param path a file or folder in the checkout, which need not exist
 * @param typed a revision that git understands, such as `main` or `HEAD~1`
 * @param head the revision that the change leads to; by default `HEAD`, which the working tree is based on
 */
export function startOfChange(path: string, typed: string, head = "HEAD"): Revision {
  const named = revisionOf(path, typed);
  const { checkout, commit } = named;
  const common = git(checkout, ["merge-base", "--end-of-options", commit, `${head}^{commit}`]);
  if (common.ok) return { ...named, commit: common.text, exact: common.text === commit };
  revisionOf(path, head);
  throw noCommonHistory(checkout, typed);
}

/** Resolves a revision in the checkout that contains a path. Throws a `UserError` with a remedy if there is none. */
export function revisionOf(path: string, typed: string): Revision {
  const folder = realpathSync(nearestFolder(path));
  const named = ["--verify", "--quiet", "--end-of-options", `${typed}^{commit}`];
  const { ok, text, error } = git(folder, ["rev-parse", "--show-toplevel", ...named]);
  const [checkout = "", commit = ""] = text.split("\n");
  if (checkout === "") {
    // Such as for a checkout of another user, which git refuses to read.
    if (!error.startsWith("not a git repository")) throw new UserError(`git cannot read ${folder}: ${error}`);
    throw new UserError(
      `${path} is in no git checkout, so there is nothing to compare with: run this in a clone, or without --base.`,
    );
  }
  if (!ok) throw unknownRevision(checkout, typed);
  return { typed, commit, exact: true, checkout };
}

/** Lists the newest commits up to a revision that touch the given paths, newest first, following first parents only. */
export function historyOf({ checkout, commit }: Revision, paths: readonly string[], count: number): string[] {
  const below = paths.map((path) => inCheckout(checkout, path));
  const args = ["rev-list", "--first-parent", `--max-count=${count}`, commit, "--", ...below];
  const { text } = mustGit(checkout, args);
  return text === "" ? [] : text.split("\n");
}

/** Whether the revision has a file. */
export function hasFile({ checkout, commit }: Revision, path: string): boolean {
  return git(checkout, ["cat-file", "-e", `${commit}:${inCheckout(checkout, path)}`]).ok;
}

/** Reads a file that the revision has. Throws a `UserError` if it exceeds the size limit of data files. */
export function textAt({ checkout, commit }: Revision, path: string): string {
  const name = `${commit}:${inCheckout(checkout, path)}`;
  if (Number(git(checkout, ["cat-file", "-s", name]).text) > maxBytes) {
    throw new UserError(`${name} has more than ${maxBytes} bytes, which are the most that is read.`);
  }
  return git(checkout, ["cat-file", "blob", name]).text;
}

/** Finds the first commit in the history of `HEAD` that adds a file; undefined if none does. */
export function commitThatAdds({ checkout }: Revision, path: string): string | undefined {
  const args = [
    "log",
    "--first-parent",
    "--diff-filter=A",
    "--format=%H",
    "HEAD",
    "--",
    inCheckout(checkout, path),
  ];
  return git(checkout, args).text.split("\n").at(-1) || undefined;
}

/** Lists the files that differ between a revision and the head, or the working tree with untracked files; sorted. */
export function changedFiles({ checkout, commit }: Revision, head?: Revision): string[] {
  const to = head === undefined ? [] : [head.commit];
  const changed = mustGit(checkout, ["diff", "--name-only", "--no-renames", "-z", commit, ...to, "--"]);
  const unknown =
    head === undefined ? mustGit(checkout, ["ls-files", "--others", "--exclude-standard", "-z"]) : undefined;
  const names = `${changed.bytes.toString("utf8")}${unknown?.bytes.toString("utf8") ?? ""}`;
  return [...new Set(names.split("\0").filter((name) => name !== ""))].sort();
}

/** The working tree's commit, and whether there are uncommitted changes; untracked files are data, too. */
export function workingTree({ checkout }: Pick<Revision, "checkout">): {
  readonly commit: string;
  readonly dirty: boolean;
} {
  const { text: commit } = mustGit(checkout, ["rev-parse", "HEAD"]);
  return { commit, dirty: mustGit(checkout, ["status", "--porcelain"]).text !== "" };
}

/**
 * Opens folders as they are at a revision, without touching the working tree.
 *
 * @param paths absolute paths of the files and folders in the checkout that can be read; others have no files
 */
export function treesAt(revision: Revision, paths: readonly string[]): OpenTree {
  const { checkout, commit } = revision;
  const files = contentsOf(
    checkout,
    commit,
    paths.map((path) => inCheckout(checkout, path)),
  );
  const read = (path: string, displayName: string, limit: number): Source | Diagnostic => {
    const content = files.get(path);
    if (content === undefined) return unreadable(displayName, "there is no such file");
    return typeof content === "number"
      ? tooLarge(displayName, content, limit)
      : sourceOfBytes(displayName, content, limit);
  };
  return (path, displayName) => {
    if (!isInCheckout(revision, path)) return memoryTree(new Map(), displayName);
    const folder = inCheckout(checkout, path);
    return {
      displayName,
      read: (file, limit = maxBytes) => read(posix.join(folder, file), posix.join(displayName, file), limit),
      list: (below = ".") => {
        const found = [...files.keys()].filter((file) => isBelow(file, posix.join(folder, below)));
        const paths = found.map((file) => posix.relative(folder, file)).sort();
        return { exists: paths.length > 0, paths, irregular: [], diagnostics: [] };
      },
    };
  };
}

/** Writes the files of a revision below some paths into a folder outside the checkout, at the same paths. */
export function writeFilesAt({ checkout, commit }: Revision, paths: readonly string[], folder: string): void {
  const below = paths.map((path) => inCheckout(checkout, path));
  for (const [path, content] of contentsOf(checkout, commit, below)) {
    if (typeof content === "number") continue;
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/**
 * Reads all files below some paths of a commit, by path in the checkout; for a file that is too large for any kind of
 * data, returns its size. Commits may be a stranger's: nothing too large is read, and no symbolic link is followed.
 */
function contentsOf(
  checkout: string,
  commit: string,
  paths: readonly string[],
): Map<string, Buffer | number> {
  const args = ["ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", ...paths];
  // `<mode> <type> <hash> <size>\t<path>`; symbolic links do not match, and none of our files is one.
  const entries = mustGit(checkout, args)
    .bytes.toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, hash, size, path] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
      return hash === undefined || path === undefined ? [] : [{ hash, path, size: Number(size) }];
    });
  const contents = new Map<string, Buffer | number>(entries.map(({ path, size }) => [path, size]));
  const readable = entries.filter(({ size }) => size <= MAX_BYTES);
  const total = readable.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_BYTES) {
    throw new UserError(
      `The data at ${commit.slice(0, 10)} has ${total} bytes, and at most ${MOST_BYTES} are read.`,
    );
  }
  const read = blobs(
    checkout,
    readable.map(({ hash }) => hash),
  );
  if (read === undefined) throw incomplete(commit.slice(0, 10));
  for (const [index, { path }] of readable.entries()) contents.set(path, read[index]!);
  return contents;
}

/** The error for a clone that lacks a part of a revision: what is missing would look as if it had never been there. */
export function incomplete(revision: string): UserError {
  return new UserError(
    `git cannot read all of ${revision}: this clone is incomplete or damaged. Run this again where \`git fsck\` finds nothing.`,
  );
}

/** Whether a path is in the checkout. */
export function isInCheckout({ checkout }: Revision, path: string): boolean {
  return !relative(checkout, realPath(path)).startsWith("..");
}

/**
 * Returns the path relative to the checkout, with slashes, as git does; `.` for the checkout itself. Throws a
 * `UserError` for a path outside it.
 */
export function inCheckout(checkout: string, path: string): string {
  const inside = relative(checkout, realPath(path));
  if (inside.startsWith("..")) {
    throw new UserError(`${path} is not in the checkout ${checkout}: --base compares files of one checkout.`);
  }
  return inside.split(sep).join("/") || ".";
}

/** Resolves symbolic links in the path's folders; the path need not exist. */
function realPath(path: string): string {
  const folder = nearestFolder(path);
  return join(realpathSync(folder), relative(folder, path));
}

/** Returns the path itself if it is a folder, or else its nearest existing parent folder. */
function nearestFolder(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : nearestFolder(dirname(path));
}

function unknownRevision(checkout: string, typed: string): UserError {
  const shown = JSON.stringify(typed);
  if (isShallow(checkout)) {
    return new UserError(
      `This clone is shallow and does not have ${shown}: run \`git fetch --unshallow\` first.`,
    );
  }
  return new UserError(
    `git knows no revision ${shown}: \`git fetch\` it, or choose one that \`git log\` shows.`,
  );
}

function noCommonHistory(checkout: string, typed: string): UserError {
  const shown = JSON.stringify(typed);
  if (isShallow(checkout)) {
    return new UserError(
      `This clone is shallow and does not reach back to where ${shown} starts: run \`git fetch --unshallow\` first.`,
    );
  }
  return new UserError(
    `${shown} has no history in common with this checkout: choose a revision that it comes from.`,
  );
}

function isShallow(checkout: string): boolean {
  return git(checkout, ["rev-parse", "--is-shallow-repository"]).text === "true";
}
