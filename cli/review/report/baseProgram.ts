import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../terminal/userError.ts";
import { fromRoot } from "../../../boot/root.ts";
import { git } from "../../clients/git/git.ts";
import { describeRevision, inCheckout, type Revision } from "../../clients/git/revision.ts";
import type { PlannedResource } from "../plan/monitor.ts";
import { linkPackages } from "./linkPackages.ts";

/** The maximum size of a plan, in bytes: that of ten thousand resources. */
const LARGEST_PLAN = 512 * 1024 * 1024;

/**
 * Plans a stack with the program and data of a revision. Runs that revision's code in a temporary git worktree, with
 * the packages of this checkout. Throws a `UserError` if it cannot plan.
 */
export function planByBaseProgram(revision: Revision, stack: string): readonly PlannedResource[] {
  const folder = mkdtempSync(join(tmpdir(), "infra-base-"));
  const tree = join(folder, "tree");
  try {
    // Hooks are for the checkouts that people work in.
    const add = ["-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet", "--detach"];
    const { ok, error } = git(revision.checkout, [...add, tree, revision.commit]);
    if (!ok) throw new UserError(`git made no worktree of ${describeRevision(revision)}: ${error}`);
    const root = join(tree, inCheckout(revision.checkout, fromRoot(".")));
    linkPackages(fromRoot("node_modules"), join(root, "node_modules"));
    return planIn(root, revision, stack);
  } finally {
    git(revision.checkout, ["worktree", "remove", "--force", tree]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function planIn(root: string, revision: Revision, stack: string): readonly PlannedResource[] {
  const { stdout, stderr } = spawnSync(process.execPath, ["bin/infra", "plan", stack, "--json"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: LARGEST_PLAN,
  });
  // A nonzero exit code may only mean a policy violation.
  if (stdout.startsWith("{")) return (JSON.parse(stdout) as { resources: PlannedResource[] }).resources;
  const why = stderr.trim().split("\n", 1)[0] ?? "";
  throw new UserError(
    `The program of ${describeRevision(revision)} cannot plan ${stack} (${why}): compare without --program.`,
  );
}
