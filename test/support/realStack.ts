import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findPulumi } from "../../engine/pulumi/find.ts";
import { installPlugins } from "../../engine/pulumi/plugins.ts";
import { mustGit } from "../../cli/clients/git/git.ts";
import { cleanClone } from "./cleanClone.ts";
import { holdingAlways } from "./days.ts";
import { NO_PROXY, writeData, type Projects } from "./infra.ts";

/**
 * A clone with a few projects whose stacks are set up as in docs/bootstrap.md, with two exceptions: a folder stands in
 * for the bucket, and localcloud's plugins are installed where pulumi finds those of the real clouds.
 */
export class RealStack {
  readonly clone = holdingAlways(cleanClone());
  readonly bucket = join(this.clone, "..", "bucket");
  readonly cloud = join(this.clone, "..", "cloud");
  readonly env = {
    PULUMI_HOME: join(this.clone, "..", "home"),
    // As in a bucket, there are no attribute files that a killed engine could leave empty: see
    // engine/workspace/localcloud.ts.
    PULUMI_BACKEND_URL: `file://${this.bucket}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: "of no worth",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    LOCALCLOUD_DIR: this.cloud,
  };

  private constructor() {
    for (const folder of [this.bucket, this.cloud]) mkdirSync(folder);
    this.git("config", "user.name", "somebody");
    this.git("config", "user.email", "somebody@example.com");
  }

  static async make(projects: Projects, stack = "staging"): Promise<RealStack> {
    const made = new RealStack();
    await installPlugins(join(made.env.PULUMI_HOME, "plugins"), false, {});
    const { path } = await findPulumi(() => undefined);
    const env = { ...process.env, ...made.env };
    execFileSync(path, ["stack", "init", stack, "--non-interactive"], {
      cwd: made.clone,
      env,
      stdio: "pipe",
    });
    made.write(projects);
    made.commit();
    return made;
  }

  /** Runs pulumi itself, as a person would. */
  async pulumi(...args: readonly string[]): Promise<void> {
    const { path } = await findPulumi(() => undefined);
    const env = { ...process.env, ...this.env };
    execFileSync(path, [...args, "--non-interactive"], { cwd: this.clone, env, stdio: "pipe" });
  }

  /** Replaces the clone's own data with these projects. */
  write(projects: Projects): void {
    writeOwnData(this.clone, projects);
  }

  /** Commits everything, and returns the revision. */
  commit(): string {
    appendFileSync(join(this.clone, ".git", "info", "exclude"), "node_modules\n");
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "Change the data");
    return this.git("rev-parse", "HEAD");
  }

  private git(...args: readonly string[]): string {
    return mustGit(this.clone, args).text;
  }
}

/** Replaces the own data of a clone with these projects. */
export function writeOwnData(clone: string, projects: Projects): void {
  const infra = join(clone, "infra", "gcp");
  rmSync(join(infra, "builds"), { recursive: true, force: true });
  writeData(infra, projects);
  rmSync(join(clone, "groups"), { recursive: true });
  cpSync(join(infra, "groups"), join(clone, "groups"), { recursive: true });
  rmSync(join(infra, "groups"), { recursive: true });
  cpSync(NO_PROXY, join(clone, "infra", "registry"), { recursive: true });
}
