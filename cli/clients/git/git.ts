import { spawnSync } from "node:child_process";
import { UserError } from "../../../terminal/userError.ts";

/** The result of a git command. */
export interface GitResult {
  readonly ok: boolean;
  /** Standard output as text, without trailing whitespace. */
  readonly text: string;
  readonly bytes: Buffer;
}

/** The maximum output of a command, in bytes: all data files of a tree, of which upstream has half a MiB. */
const maxAnswer = 256 * 1024 * 1024;

/**
 * Runs git in a folder and waits for it, without optional locks or prompts. Throws a `UserError` if git is not
 * installed.
 *
 * @param timeout in milliseconds; a command that exceeds it is killed and not `ok`
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

/** Variables that git sets for its hooks. */
const FROM_HOOKS = new Set(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"]);

/** Drops the variables of git hooks, which would point to another repository, and disables prompts. */
function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
  return Object.fromEntries(Object.entries(env).filter(([name]) => !FROM_HOOKS.has(name)));
}
