/**
 * `plan --base REV --program`: evaluates the base with its own program and its own data, in a clone of this repository.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ChangeReport } from "../../../../cli/review/report/schema.ts";
import { cleanClone } from "../../../support/cleanClone.ts";

function edit(clone: string, path: string, from: string, to: string): void {
  const file = join(clone, path);
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

test("--program reports what the program and the data change, and leaves no worktree behind", () => {
  const clone = cleanClone();
  edit(
    clone,
    "infra/gcp/infra.yaml",
    "      k8s-staging-kind:\n",
    "      k8s-staging-kinb:\n      k8s-staging-kind:\n",
  );
  edit(clone, "components/staging-project/describe.ts", "BUCKET_OBJECT_AGE = 60;", "BUCKET_OBJECT_AGE = 61;");
  const args = ["bin/infra", "plan", "staging", "--base", "HEAD", "--program", "--format", "json"];
  const output = execFileSync(process.execPath, args, { cwd: clone, maxBuffer: 2 ** 29 });
  const { owners, notCovered } = JSON.parse(output.toString()) as ChangeReport;
  expect(notCovered).toEqual([]);
  const changed = new Map(owners.map((owner) => [owner.name, owner]));
  expect(changed.get("k8s-staging-kinb")?.presence).toBe("new");
  expect(changed.get("k8s-staging-kind")?.changes.flatMap(({ properties }) => properties)).toEqual(
    Array(2).fill({ path: "lifecycleRules[0].condition.age", before: 60, after: 61 }),
  );
  expect(
    execFileSync("git", ["worktree", "list"], { cwd: clone, encoding: "utf8" }).trim().split("\n"),
  ).toHaveLength(1);
}, 180_000);
