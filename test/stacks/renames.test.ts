/** The plan for a renamed build. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nameOf } from "../../boot/urn.ts";
import { differenceOf } from "../../cli/review/plan/difference.ts";
import { evaluate } from "../../cli/review/plan/evaluate.ts";
import { differences } from "../../cli/review/report/differences.ts";
import { testFolder, writeData } from "../support/infra.ts";
import { configOver, githubConnections } from "../support/settings.ts";

/** The plan for a project with one build, which builds every push to main. */
function planOf(build: string, more = "") {
  const folder = testFolder();
  const [, infraFile = "", , groupsFolder = ""] = writeData(folder, { "k8s-staging-kind": [] });
  mkdirSync(join(folder, "builds"));
  const lines = [
    "sources: [kubernetes-sigs/kind]",
    "builds:",
    `  ${build}: { branches: [^main$]${more} }`,
    "",
  ];
  writeFileSync(join(folder, "builds", "k8s-staging-kind.yaml"), lines.join("\n"));
  const connections = { "k8s-registry:githubConnections": JSON.stringify(githubConnections) };
  return evaluate("staging", { ...configOver(infraFile, groupsFolder), ...connections });
}

const named = (urns: ReadonlySet<string>) => [...urns].map(nameOf);

test("a build renamed with `previously` updates its trigger, both for the gate and in the report", async () => {
  const [before, after] = [await planOf("post-old"), await planOf("post-new", ", previously: post-old")];
  const { created, updated, dropped } = differenceOf(before, after);
  expect([named(created), named(updated), named(dropped)]).toEqual([
    [],
    ["k8s-staging-kind/post-new-branch"],
    [],
  ]);
  const [owner] = differences(before, after);
  expect(owner?.changes.map(({ operation, name, properties }) => [operation, name, properties])).toEqual([
    [
      "update",
      "k8s-staging-kind/post-new-branch",
      [{ path: "name", before: "post-old-branch", after: "post-new-branch" }],
    ],
  ]);
});

test("a build renamed without `previously` creates a new trigger and drops the old one", async () => {
  const { created, updated, dropped } = differenceOf(await planOf("post-old"), await planOf("post-new"));
  expect([named(created), named(updated), named(dropped)]).toEqual([
    ["k8s-staging-kind/post-new-branch"],
    [],
    ["k8s-staging-kind/post-old-branch"],
  ]);
});
