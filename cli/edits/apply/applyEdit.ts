import { UserError } from "../../../terminal/userError.ts";
import { git } from "../../clients/git/git.ts";
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
export function applyEdit(folder: string, edits: Edits, { branch, commit }: Keeping, title: string): void {
  const before = branch === undefined ? [] : head(folder);
  if (branch !== undefined && run(folder, "branch", "--list", "--", branch) !== "")
    throw new UserError(
      `The branch ${branch} is there already: name another with --branch, or delete it.\nNothing was written.`,
    );
  try {
    // Fails after switching if a hook fails.
    if (branch !== undefined) run(folder, "switch", "--quiet", "--create", branch);
    writeAll(folder, edits, () => {
      if (!commit) return;
      run(folder, "add", "--", ...edits.keys());
      run(folder, "commit", "--quiet", "--message", title, "--", ...edits.keys());
    });
  } catch (cause) {
    // The first failure is the one to report.
    if (commit) git(folder, ["reset", "--quiet", "--", ...edits.keys()]);
    if (branch !== undefined) {
      git(folder, ["switch", "--quiet", ...before]);
      git(folder, ["branch", "--quiet", "--delete", "--force", branch]);
    }
    throw cause;
  }
}

/** What `git switch` takes to return to where the checkout is now. */
function head(folder: string): string[] {
  const branch = run(folder, "rev-parse", "--abbrev-ref", "HEAD");
  return branch === "HEAD" ? ["--detach", run(folder, "rev-parse", "HEAD")] : [branch];
}

/** Throws a `UserError` if any of the files has uncommitted changes, which a commit would include. */
export function refuseUncommitted(folder: string, paths: readonly string[]): void {
  const changed = run(folder, "status", "--porcelain", "--untracked-files=all", "-z", "--", ...paths)
    .split("\0")
    .flatMap((entry) => (entry === "" ? [] : [entry.slice(3)]));
  if (changed.length === 0) return;
  const are = changed.length === 1 ? "has" : "have";
  throw new UserError(
    `${changed.join(", ")} ${are} changes that are not committed: commit or stash them first, or run this without --branch.\nNothing was written.`,
  );
}

function run(folder: string, ...args: readonly string[]): string {
  const { ok, text, error } = git(folder, args);
  if (ok) return text;
  throw new UserError(`git ${args[0] ?? ""} failed: ${error}\nNothing was written.`);
}
