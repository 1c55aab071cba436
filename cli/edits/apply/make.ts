import { spawnSync } from "node:child_process";
import { UserError } from "../../../terminal/userError.ts";
import type { Edits } from "../../../inventory/yaml/overlay.ts";
import { writeAll } from "./files.ts";

/** What git does with a change. */
export interface Keeping {
  /** Create this branch first. */
  readonly branch?: string | undefined;
  /** Commit the files. */
  readonly commit?: boolean | undefined;
}

/** Makes a change with its branch, files and commit, or nothing at all. Throws a `UserError` when anything fails. */
export function makeChange(folder: string, edits: Edits, { branch, commit }: Keeping, title: string): void {
  const before = branch === undefined ? undefined : git(folder, "rev-parse", "--abbrev-ref", "HEAD").trim();
  if (branch !== undefined) {
    if (git(folder, "branch", "--list", "--", branch) !== "")
      throw new UserError(
        `The branch ${branch} is there already: name another with --branch, or delete it.\nNothing was written.`,
      );
    git(folder, "switch", "--quiet", "--create", branch);
  }
  let undo: () => void = () => undefined;
  try {
    undo = writeAll(folder, edits);
    if (commit) {
      git(folder, "add", "--", ...edits.keys());
      git(folder, "commit", "--quiet", "--message", title, "--", ...edits.keys());
    }
  } catch (cause) {
    if (commit) quietly(() => git(folder, "reset", "--quiet", "--", ...edits.keys()));
    undo();
    if (before !== undefined && branch !== undefined) {
      quietly(() => git(folder, "switch", "--quiet", before === "HEAD" ? "-" : before));
      quietly(() => git(folder, "branch", "--quiet", "--delete", "--force", branch));
    }
    throw cause;
  }
}

/** Throws a `UserError` if any of the files has uncommitted changes, which a commit would include. */
export function refuseUncommitted(folder: string, paths: readonly string[]): void {
  const changed = git(folder, "status", "--porcelain", "--untracked-files=all", "-z", "--", ...paths)
    .split("\0")
    .flatMap((entry) => (entry === "" ? [] : [entry.slice(3)]));
  if (changed.length === 0) return;
  const are = changed.length === 1 ? "has" : "have";
  throw new UserError(
    `${changed.join(", ")} ${are} changes that are not committed: commit or stash them first, or run this without --branch.\nNothing was written.`,
  );
}

function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync("git", ["-C", folder, ...args], { encoding: "utf8" });
  if (status === 0) return stdout;
  const why = (error?.message ?? stderr.trim()).replace(/^fatal: /, "");
  throw new UserError(`git ${args[0] ?? ""} failed: ${why}\nNothing was written.`);
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // The first failure is the one to report.
  }
}
