import { spawnSync } from "node:child_process";
import { UserError } from "../../engine/userError.ts";

/** How a git command ended. */
export interface GitResult {
  readonly ok: boolean;
  /** Without the last line's end, where it is text. */
  readonly text: string;
  readonly bytes: Buffer;
}

/** A whole tree's data files in one answer; upstream's are half a MiB. In bytes. */
const maxAnswer = 256 * 1024 * 1024;

/**
 * Runs git in a folder and waits for its end. It is told to take no optional locks and to ask nobody. Throws a `UserError`
 * where git is not installed.
 *
 * @param timeout in milliseconds; a command that takes longer is ended, and not `ok`
 */
export function git(folder: string, args: readonly string[], input = "", timeout?: number): GitResult {
  const { error, status, stdout } = spawnSync("git", args, {
    cwd: folder,
    env: environment(),
    input,
    timeout,
    maxBuffer: maxAnswer,
    stdio: ["pipe", "pipe", "ignore"],
  });
  if (error !== undefined && "code" in error && error.code === "ENOENT") {
    throw new UserError("git is not installed, so there is nothing to compare with: install it.");
  }
  if (error !== undefined && !("code" in error && error.code === "ETIMEDOUT")) throw error;
  return { ok: status === 0, text: stdout.toString("utf8").trimEnd(), bytes: stdout };
}

/** What git sets for its hooks. */
const FROM_HOOKS = new Set(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"]);

/** Without what a hook of git sets, which would lead to another repository, and without anything that asks or pages. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
  return Object.fromEntries(Object.entries(env).filter(([name]) => !FROM_HOOKS.has(name)));
}
