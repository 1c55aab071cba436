import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import { linkPackages } from "../../cli/report/linkPackages.ts";
import { fromRoot } from "../../inventory/root.ts";
import { testFolder } from "./infra.ts";
import { scriptOf, type ProwJob } from "./prowJobs.ts";

/** A clone of this repository as it is committed, as a job gets it, with its packages. */
export function cleanClone(): string {
  const clone = join(testFolder(), "clone");
  execFileSync("git", ["clone", "--quiet", "--no-hardlinks", fromRoot("."), clone], { stdio: "pipe" });
  // In place of `npm ci`, which asks a package registry.
  linkPackages(fromRoot("node_modules"), join(clone, "node_modules"));
  return clone;
}

/** Runs what a job runs, but for the installation of packages, by the shell and the flags that it names. */
export function runJob(job: ProwJob, clone: string, env: Readonly<Record<string, string>>) {
  const [shell = "", ...flags] = job.spec.containers[0]!.command.slice(0, -1);
  const script = scriptOf(job);
  expect(script).toMatch(/^npm ci .*$/m);
  const { status, stdout, stderr } = spawnSync(shell, [...flags, script.replace(/^npm ci.*$/m, "")], {
    cwd: clone,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}
