import { execFileSync } from "node:child_process";
import { mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitEnvironment } from "../../cli/clients/git/git.ts";
import { testFolder } from "./infra.ts";

/** File contents by path; undefined removes the file. */
export type Files = Readonly<Record<string, string | undefined>>;

/** A separate git checkout for one test. */
export class Checkout {
  readonly folder = realpathSync(testFolder());

  constructor() {
    this.git("init", "--quiet", "--initial-branch", "main");
  }

  /** Writes files into the working tree. */
  write(files: Files): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      if (content === undefined) rmSync(file);
      else writeFileSync(file, content);
    }
  }

  /** Writes files and commits everything. Returns the commit's hash. */
  commit(files: Files, message = "Change"): string {
    this.write(files);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
    return this.git("rev-parse", "HEAD");
  }

  git(...args: readonly string[]): string {
    const who = [
      "-c",
      "user.name=Ada",
      "-c",
      "user.email=ada@example.com",
      "-c",
      "protocol.file.allow=always",
    ];
    // In a hook, as where tests run before a push, git would write into the repository of the hook.
    const env = { ...gitEnvironment(), GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
    return execFileSync("git", [...who, ...args], {
      cwd: this.folder,
      env,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  }
}

/** Variables that point git to a checkout, as git sets them for its hooks there. */
export function hookOf({ folder }: { readonly folder: string }): Record<string, string> {
  return {
    GIT_DIR: join(folder, ".git"),
    GIT_COMMON_DIR: join(folder, ".git"),
    GIT_WORK_TREE: folder,
    GIT_INDEX_FILE: join(folder, ".git/index"),
    GIT_OBJECT_DIRECTORY: join(folder, ".git/objects"),
    GIT_PREFIX: "infra/",
  };
}
