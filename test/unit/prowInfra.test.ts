/** The jobs of prow/infra.yaml: what starts them, and that their commands run from a clean clone. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { fromRoot } from "../../inventory/root.ts";
import { testFolder } from "../support/infra.ts";

interface Job {
  readonly name: string;
  readonly skip_if_only_changed: string;
  readonly spec: {
    readonly serviceAccountName?: string;
    readonly automountServiceAccountToken: boolean;
    readonly containers: readonly { readonly command: readonly string[]; readonly env?: unknown }[];
  };
}

const { presubmits } = parse(readFileSync(fromRoot("prow/infra.yaml"), "utf8"), { merge: true }) as {
  presubmits: Record<string, readonly Job[]>;
};
const jobs = presubmits["kubernetes/k8s.io"]!;

test("a change of any file starts every job, unless it is documentation alone", () => {
  const tracked = execFileSync("git", ["ls-files"], { cwd: fromRoot("."), encoding: "utf8" })
    .trim()
    .split("\n");
  for (const { skip_if_only_changed: skip } of jobs) {
    const skipped = tracked.filter((file) => new RegExp(skip).test(file));
    expect(skipped.filter((file) => !/\.md$|^docs\/|\/OWNERS$/.test(file))).toEqual([]);
    expect(new RegExp(skip).test("registry.k8s.io/images/x/OWNERS")).toBe(true);
    expect(new RegExp(skip).test("a-new-folder/data.yaml")).toBe(false);
  }
});

test("no job of a pull request has an identity", () => {
  expect(jobs.map(({ name }) => name)).toEqual(["pull-k8sio-infra-check", "pull-k8sio-infra-plan"]);
  for (const { spec } of jobs) {
    expect(spec.serviceAccountName).toBeUndefined();
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.containers.flatMap(({ env = [] }) => env)).toEqual([]);
  }
});

test.each(jobs)(
  "$name runs from a clean clone, and leaves its report where the job viewer looks",
  ({ name, spec }) => {
    const clone = join(testFolder(), "clone");
    execFileSync("git", ["clone", "--quiet", "--no-hardlinks", fromRoot("."), clone], { stdio: "pipe" });
    // In place of `npm ci`, which asks a package registry.
    symlinkSync(fromRoot("node_modules"), join(clone, "node_modules"));
    const [shell = "", flags = "", script = ""] = spec.containers[0]!.command;
    expect(script).toContain("npm ci");
    const artifacts = testFolder();
    const env = { ...process.env, PULL_BASE_SHA: "HEAD", ARTIFACTS: artifacts };
    const { status, stderr } = spawnSync(shell, [flags, script.replace(/^npm ci.*$/m, "")], {
      cwd: clone,
      env,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    if (!name.endsWith("-plan")) return;
    const expected = ["prod", "staging"].flatMap((stack) =>
      ["html", "json", "md"].map((extension) => `plan-${stack}.${extension}`),
    );
    expect(existsSync(artifacts) && readdirSync(artifacts).sort()).toEqual(expected);
  },
);
