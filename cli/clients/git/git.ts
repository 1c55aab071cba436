import { spawnSync } from "node:child_process";
import { UserError } from "../../../terminal/userError.ts";

/** The result of a git command. */
export interface GitResult {
  readonly ok: boolean;
  /** Standard output as text, without trailing whitespace. */
  readonly text: string;
  readonly bytes: Buffer;
  /** Why it failed, in git's own words; of no use where it did not fail. */
  readonly error: string;
}

/** The maximum output of a command, in bytes: all data files of a tree, of which upstream has half a MiB. */
const maxAnswer = 256 * 1024 * 1024;

/**
 * Runs git in a folder and waits for it: the only way to run git, for reading and for writing. Throws a `UserError` if
 * git is not installed.
 *
 * @param timeout in milliseconds; a command that exceeds it is killed and not `ok`
 */
export function git(folder: string, args: readonly string[], input = "", timeout?: number): GitResult {
  const { error, status, stdout, stderr } = spawnSync("git", ["-C", folder, ...args], {
    env: gitEnvironment(),
    input,
    timeout,
    maxBuffer: maxAnswer,
  });
  const code = error !== undefined && "code" in error ? error.code : undefined;
  if (code === "ENOENT") throw new UserError("git is not installed: install it and run this again.");
  if (error !== undefined && code !== "ETIMEDOUT") throw error;
  const why = code === "ETIMEDOUT" ? "it took too long" : stderr.toString("utf8").trim();
  return {
    ok: status === 0,
    text: stdout.toString("utf8").trimEnd(),
    bytes: stdout,
    error: why.replaceAll(/^(?:fatal|error): /gm, ""),
  };
}

/** Like {@link git}, for a command that fails only in a damaged checkout: throws a `UserError` with git's message. */
export function mustGit(folder: string, args: readonly string[]): GitResult {
  const result = git(folder, args);
  if (result.ok) return result;
  throw new UserError(`git ${args[0] ?? ""} failed in ${folder}: ${result.error}`);
}

/**
 * Reads blobs by their hashes with a single command: `cat-file` prints for each a line that ends with its size, the
 * content and a newline. Undefined if any is missing, as in a partial clone that cannot fetch it.
 */
export function blobs(folder: string, hashes: readonly string[]): Buffer[] | undefined {
  if (hashes.length === 0) return [];
  const { ok, bytes } = git(folder, ["cat-file", "--batch"], hashes.map((hash) => `${hash}\n`).join(""));
  const contents: Buffer[] = [];
  for (let at = 0; contents.length < hashes.length;) {
    const start = bytes.indexOf("\n", at) + 1;
    const [, size] = / blob (\d+)\n$/.exec(bytes.toString("utf8", at, start)) ?? [];
    if (!ok || size === undefined) return undefined;
    contents.push(bytes.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}

/**
 * The variables that point git to a certain repository, which git sets for its hooks: `git rev-parse --local-env-vars`
 * without those that hold configuration (GIT_CONFIG_PARAMETERS, GIT_CONFIG_COUNT).
 */
const OF_A_REPOSITORY = new Set([
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_CONFIG",
  "GIT_DIR",
  "GIT_GRAFT_FILE",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_NO_REPLACE_OBJECTS",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_REPLACE_REF_BASE",
  "GIT_SHALLOW_FILE",
  "GIT_WORK_TREE",
]);

/**
 * The environment of every git command: this process's without what points to another repository, so that the folder
 * alone decides, even in a hook of another one. Configuration stays, as where git itself turns to another repository
 * (git/git, submodule.c, `prepare_submodule_repo_env`): CI sets `safe.directory` in it. So do author and committer.
 * No prompts, messages in English, and no optional locks, which only `status` takes, to save time.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !OF_A_REPOSITORY.has(name));
  return {
    ...Object.fromEntries(inherited),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}
