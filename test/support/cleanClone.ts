import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { mustGit } from "../../cli/clients/git/git.ts";
import { linkPackages } from "../../cli/review/report/linkPackages.ts";
import { fromRoot } from "../../boot/root.ts";
import { endOf, testFolder, type Ended } from "./infra.ts";
import { scriptOf, type ProwJob } from "./prowJobs.ts";

/** A clone of this repository's last commit with its packages, as a job gets it. */
export function cleanClone(): string {
  const clone = join(testFolder(), "clone");
  mustGit(fromRoot("."), ["clone", "--quiet", "--no-hardlinks", ".", clone]);
  // Replaces `npm ci`, which needs a package registry.
  linkPackages(fromRoot("node_modules"), join(clone, "node_modules"));
  return clone;
}

/**
 * Runs a job's script with its own shell and flags, except for the installation of packages.
 *
 * @param replaced Texts in the script that refer to what tests cannot reach, and their replacements.
 */
export async function runJob(
  job: ProwJob,
  clone: string,
  env: Readonly<Record<string, string>>,
  replaced: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const [shell = "", ...flags] = job.spec.containers[0]!.command.slice(0, -1);
  let script = scriptOf(job);
  for (const [text, other] of Object.entries({ ...replaced, [/^npm ci .*$/m.exec(script)![0]]: "" })) {
    expect(script).toContain(text);
    script = script.replace(text, other);
  }
  const child = spawn(shell, [...flags, script], { cwd: clone, env: { ...process.env, ...env } });
  return endOf(child);
}
