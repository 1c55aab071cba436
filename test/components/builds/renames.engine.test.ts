/** Renaming a build, on the real engine against localcloud. Each test continues where the previous one ended. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { differenceOf } from "../../../cli/review/plan/difference.ts";
import { evaluate } from "../../../cli/review/plan/evaluate.ts";
import type { PlannedResource } from "../../../cli/review/plan/monitor.ts";
import { findPulumi } from "../../../engine/pulumi/find.ts";
import { runWithGate } from "../../../engine/up/runWithGate.ts";
import { initStack } from "../../../engine/operation/operation.ts";
import type { RunContext } from "../../../engine/pulumi/runContext.ts";
import { openStateFolder } from "../../../engine/state/stateFolder.ts";
import { prepareLocalRun } from "../../../engine/workspace/localcloud.ts";
import type { DataFiles } from "../../../inventory/sources.ts";
import { NO_PROXY, cloudObjects, temporaryFolder, writeData } from "../../support/infra.ts";
import { configOver, githubConnections } from "../../support/settings.ts";

const folder = temporaryFolder();
const state = join(folder, "state");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CONNECTIONS = "k8s-registry:githubConnections";
const [, infraFile = "", , groupsFolder = ""] = writeData(folder, { "k8s-staging-kind": [] });
const files: DataFiles = { infraFile, groupsFolder, registryFolder: NO_PROXY };

/** A run whose stack has an installation of Cloud Build's app on GitHub, which no tracked configuration has yet. */
let run: RunContext;
beforeAll(async () => {
  openStateFolder(state, () => undefined);
  run = await prepareLocalRun(
    { stack: "staging", stateFolder: state, files },
    await findPulumi(() => undefined),
  );
  const config = parseDocument(readFileSync(run.configFile, "utf8"));
  config.setIn(["config", CONNECTIONS], config.createNode(githubConnections));
  writeFileSync(run.configFile, String(config));
  await initStack(run);
});

let plan: readonly PlannedResource[] = [];

/** Previews these builds, has the gate compare the preview with the plans before and after, and applies it. */
async function apply(...builds: string[]): Promise<string[]> {
  mkdirSync(join(folder, "builds"), { recursive: true });
  const lines = ["sources: [kubernetes-sigs/kind]", "builds:", ...builds.map((build) => `  ${build}`), ""];
  writeFileSync(join(folder, "builds", "k8s-staging-kind.yaml"), lines.join("\n"));
  const before = plan;
  plan = await evaluate("staging", {
    ...configOver(infraFile, groupsFolder),
    [CONNECTIONS]: JSON.stringify(githubConnections),
  });
  const { tally, gate, result } = await runWithGate(run, "preview");
  expect(result.exitCode).toBe(0);
  gate.refuseViolations();
  if (before.length > 0) {
    const expected = { ...differenceOf(before, plan), programChanged: false };
    gate.refuse(tally.left, { waivers: [], expected });
  }
  const { result: applied } = await runWithGate(run, "up", tally);
  expect(applied.exitCode).toBe(0);
  return tally.changed.map(({ change, kind, name }) => `${change} ${kind} ${name}`).sort();
}

/** The names of the triggers in the cloud, by id. */
const triggers = () =>
  Object.fromEntries(
    Object.entries(cloudObjects(state))
      .filter(([file]) => file.includes("/triggers/"))
      .map(([file, object]) => [
        file.slice(file.lastIndexOf("/") + 1),
        (object as { properties: { name: string } }).properties.name,
      ]),
  );

const pushes = "branches: [^main$], tags: [^v1]";
const nightly = 'schedule: "0 4 * * *", branch: main';

test("new builds create one trigger per branch, tag, and schedule", async () => {
  const made = await apply(`post-old: { ${pushes} }`, `nightly-old: { ${nightly} }`);
  expect(made).toContain("create Trigger k8s-staging-kind/post-old-branch");
  expect(Object.values(triggers()).sort()).toEqual([
    "nightly-old-schedule",
    "post-old-branch",
    "post-old-tag",
  ]);
});

test("renaming a build updates its triggers in place, keeps their ids, and passes the gate", async () => {
  const before = triggers();
  const renamed = `post-new: { ${pushes}, previously: post-old }`;
  expect(await apply(renamed, `nightly-old: { ${nightly} }`)).toEqual([
    "update Trigger k8s-staging-kind/post-new-branch",
    "update Trigger k8s-staging-kind/post-new-tag",
  ]);
  expect(triggers()).toEqual(
    Object.fromEntries(
      Object.entries(before).map(([id, name]) => [id, name.replace("post-old", "post-new")]),
    ),
  );
});

test("renaming a periodic build updates its trigger in place and recreates its scheduler job", async () => {
  const before = Object.keys(triggers());
  const renamed = `nightly-new: { ${nightly}, previously: nightly-old }`;
  expect(await apply(`post-new: { ${pushes}, previously: post-old }`, renamed)).toEqual([
    "create Job k8s-staging-kind/nightly-new",
    "delete Job k8s-staging-kind/nightly-old",
    "update Trigger k8s-staging-kind/nightly-new-schedule",
  ]);
  expect(Object.keys(triggers())).toEqual(before);
});

test("once a rename is applied, `previously` can be removed and another build can take the former name", async () => {
  const before = triggers();
  expect(await apply(`post-new: { ${pushes} }`, `nightly-new: { ${nightly} }`)).toEqual([]);
  expect(triggers()).toEqual(before);
  const other = "post-old: { branches: [^other$] }";
  expect(await apply(`post-new: { ${pushes} }`, `nightly-new: { ${nightly} }`, other)).toEqual([
    "create Trigger k8s-staging-kind/post-old-branch",
  ]);
  expect(triggers()).toMatchObject(before);
});

test("renaming a build without `previously` deletes its triggers and creates new ones", async () => {
  const builds = [`nightly-new: { ${nightly} }`, "post-old: { branches: [^other$] }"];
  expect(await apply(`post-newer: { ${pushes} }`, ...builds)).toEqual([
    "create Trigger k8s-staging-kind/post-newer-branch",
    "create Trigger k8s-staging-kind/post-newer-tag",
    "delete Trigger k8s-staging-kind/post-new-branch",
    "delete Trigger k8s-staging-kind/post-new-tag",
  ]);
});
