import { mkdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { UserError } from "../../engine/userError.ts";
import type { Storage } from "../../inventory/data.ts";
import { memoryTree, type Tree } from "../../inventory/groups/tree.ts";
import { maxBytes, sourceOfBytes, tooLarge, unreadable, type Source } from "../../inventory/source.ts";
import type { Diagnostic } from "../../inventory/diagnostics.ts";
import { git } from "./git.ts";

/** A commit of the checkout that a path stands in. */
export interface Revision {
  /** As it was typed. */
  readonly typed: string;
  /** The commit's whole hash. */
  readonly commit: string;
  /** False when the commit is an ancestor of the one that was named. */
  readonly exact: boolean;
  /** The absolute path of the checkout, without symbolic links. */
  readonly checkout: string;
}

/** The most that is read of one commit's data, in bytes: upstream's is half a MiB, that of 10,000 projects some MiB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The first digits of a commit's hash, as many as people use. */
export function short({ commit }: Pick<Revision, "commit">): string {
  return commit.slice(0, 10);
}

/** A revision for people: `main (1a2b3c4d5e)`. */
export function describeRevision(revision: Revision): string {
  const { typed, exact } = revision;
  return exact ? `${typed} (${short(revision)})` : `${short(revision)} (an ancestor of ${typed})`;
}

/**
 * The commit that a change starts from: where the history of its head and that of the revision part, so that what others
 * have merged since does not look taken back. For a revision that the head is made from, that is the revision itself.
 *
 * @param path a file or folder in the checkout, which need not exist
 * @param typed what git takes for a revision, such as `main` or `HEAD~1`
 * @param head the revision that the change leads to, typed as well; the working tree is made from `HEAD`
 * Throws a `UserError`, with a remedy, when there is no such commit.
 */
export function startOfChange(path: string, typed: string, head = "HEAD"): Revision {
  const named = revisionOf(path, typed);
  const { checkout, commit } = named;
  const common = git(checkout, ["merge-base", "--end-of-options", commit, `${head}^{commit}`]);
  if (common.ok) return { ...named, commit: common.text, exact: common.text === commit };
  revisionOf(path, head);
  throw noCommonHistory(checkout, typed);
}

/** A revision of the checkout that a path stands in. Throws a `UserError`, with a remedy, when there is no such commit. */
export function revisionOf(path: string, typed: string): Revision {
  const folder = realpathSync(nearestFolder(path));
  const named = ["--verify", "--quiet", "--end-of-options", `${typed}^{commit}`];
  const { ok, text } = git(folder, ["rev-parse", "--show-toplevel", ...named]);
  const [checkout = "", commit = ""] = text.split("\n");
  if (checkout === "") {
    throw new UserError(
      `${path} is in no git checkout, so there is nothing to compare with: run this in a clone, or without --base.`,
    );
  }
  if (!ok) throw unknownRevision(checkout, typed);
  return { typed, commit, exact: true, checkout };
}

/** The newest commits up to a revision that touch the given paths, newest first, without those of merged branches. */
export function historyOf({ checkout, commit }: Revision, paths: readonly string[], count: number): string[] {
  const below = paths.map((path) => inCheckout(checkout, path));
  const args = ["rev-list", "--first-parent", `--max-count=${count}`, commit, "--", ...below];
  const { text } = git(checkout, args);
  return text === "" ? [] : text.split("\n");
}

/** True when the revision has a file. */
export function hasFile({ checkout, commit }: Revision, path: string): boolean {
  return git(checkout, ["cat-file", "-e", `${commit}:${inCheckout(checkout, path)}`]).ok;
}

/** The text of a file that the revision has. Throws a `UserError` for one that is larger than data files may be. */
export function textAt({ checkout, commit }: Revision, path: string): string {
  const name = `${commit}:${inCheckout(checkout, path)}`;
  if (Number(git(checkout, ["cat-file", "-s", name]).text) > maxBytes) {
    throw new UserError(`${name} has more than ${maxBytes} bytes, which are the most that is read.`);
  }
  return git(checkout, ["cat-file", "blob", name]).text;
}

/** The first commit on the way to the working tree that has a file; undefined when none does. */
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

/**
 * The files that differ between a revision and another one, or else the working tree, those that git does not know
 * included; sorted.
 */
export function changedFiles({ checkout, commit }: Revision, head?: Revision): string[] {
  const to = head === undefined ? [] : [head.commit];
  const changed = git(checkout, ["diff", "--name-only", "--no-renames", "-z", commit, ...to, "--"]);
  const unknown =
    head === undefined ? git(checkout, ["ls-files", "--others", "--exclude-standard", "-z"]) : undefined;
  const names = `${changed.bytes.toString("utf8")}${unknown?.bytes.toString("utf8") ?? ""}`;
  return [...new Set(names.split("\0").filter((name) => name !== ""))].sort();
}

/** The working tree's commit, and whether the files differ from it. */
export function workingTree({ checkout }: Revision): { readonly commit: string; readonly dirty: boolean } {
  const { text: commit } = git(checkout, ["rev-parse", "HEAD"]);
  return { commit, dirty: git(checkout, ["status", "--porcelain"]).text !== "" };
}

/**
 * The files of a revision below some paths, read without touching the working tree. Other paths have no files there.
 *
 * @param paths absolute paths of files and folders in the checkout
 */
export function storageAt(revision: Revision, paths: readonly string[]): Storage {
  const { checkout, commit } = revision;
  const files = contentsOf(
    checkout,
    commit,
    paths.map((path) => inCheckout(checkout, path)),
  );
  const read = (path: string, displayName: string): Source | Diagnostic => {
    const content = files.get(path);
    if (content === undefined) return unreadable(displayName, "there is no such file");
    return typeof content === "number"
      ? tooLarge(displayName, content, maxBytes)
      : sourceOfBytes(displayName, content);
  };
  return {
    file: (path, displayName) => read(inCheckout(checkout, path), displayName),
    folder: (path, displayName): Tree => {
      if (!isInCheckout(revision, path)) return memoryTree(new Map(), displayName);
      const folder = inCheckout(checkout, path);
      return {
        displayName,
        read: (file) => read(posix.join(folder, file), posix.join(displayName, file)),
        filesBelow: (below) => {
          const prefix = posix.join(folder, below, "/");
          const found = [...files.keys()].filter((file) => file.startsWith(prefix));
          return { paths: found.map((file) => posix.relative(folder, file)).sort(), diagnostics: [] };
        },
      };
    },
  };
}

/**
 * Writes the files of a revision below some paths into a folder that is not the checkout, at the paths that they have there.
 */
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
 * The contents of all files below some paths of a commit, by path in the checkout; of a file that is larger than data files
 * may be, its size. Whoever wrote the commit may be a stranger: nothing is read that is too large, and no link is followed.
 */
function contentsOf(
  checkout: string,
  commit: string,
  paths: readonly string[],
): Map<string, Buffer | number> {
  const args = ["ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", ...paths];
  // `<mode> <type> <hash> <size>\t<path>`; a link's content is where it leads, and none of our files is one.
  const entries = git(checkout, args)
    .bytes.toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, hash, size, path] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
      return hash === undefined || path === undefined ? [] : [{ hash, path, size: Number(size) }];
    });
  const contents = new Map<string, Buffer | number>(entries.map(({ path, size }) => [path, size]));
  const readable = entries.filter(({ size }) => size <= maxBytes);
  const total = readable.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_BYTES) {
    throw new UserError(
      `The data at ${commit.slice(0, 10)} has ${total} bytes, and at most ${MOST_BYTES} are read.`,
    );
  }
  const input = readable.map(({ hash }) => `${hash}\n`).join("");
  const { bytes } = git(checkout, ["cat-file", "--batch"], input);
  let at = 0;
  for (const { path, size } of readable) {
    // `<hash> blob <size>`, a line end, the content, a line end.
    const start = bytes.indexOf("\n", at) + 1;
    contents.set(path, bytes.subarray(start, start + size));
    at = start + size + 1;
  }
  return contents;
}

/** True for a path that stands in the checkout. */
export function isInCheckout({ checkout }: Revision, path: string): boolean {
  return !relative(checkout, realPath(path)).startsWith("..");
}

/** The path as git names it: relative to the checkout, with slashes. Throws a `UserError` for one outside of it. */
export function inCheckout(checkout: string, path: string): string {
  const inside = relative(checkout, realPath(path));
  if (inside.startsWith("..")) {
    throw new UserError(`${path} is not in the checkout ${checkout}: --base compares files of one checkout.`);
  }
  return inside.split(sep).join("/");
}

/** Without symbolic links in its folders; the path need not exist. */
function realPath(path: string): string {
  const folder = nearestFolder(path);
  return join(realpathSync(folder), relative(folder, path));
}

/** The folder that a path is or is in, or the nearest one above that exists. */
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
