/** `infra deploy` on the real engine: what it applies, what its gate refuses, and what its final check finds. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  changes,
  infra,
  looked,
  messages,
  temporaryFolder,
  writeData,
  type Projects,
} from "../../support/infra.ts";

const folder = temporaryFolder();
const state = join(folder, "state");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const deploy = (projects: Projects, ...more: readonly string[]) =>
  infra(["deploy", "staging", "--state", state, ...writeData(folder, projects), ...more]);
const stateFile = join(state, "state/.pulumi/stacks/k8s-registry/staging.json");

const two = { "k8s-staging-dns": [], "k8s-staging-gcb-untrusted": ["profile: build-only"] };
const edited = { ...two, "k8s-staging-dns": ["retention: { dry_run: false }"] };

/** Replaces everything in the engine's state that matches. */
function tamper(from: RegExp, to: string): void {
  const text = readFileSync(stateFile, "utf8");
  expect(text).toMatch(from);
  writeFileSync(stateFile, text.replaceAll(from, to));
}

test("a first deploy applies everything and exports only the resulting state", async () => {
  const { code, stdout, stderr } = await deploy(two);
  expect([code, messages(stderr)]).toEqual([0, []]);
  expect(changes(stdout)[0]).toMatch(/^staging on localcloud: 2 staging projects, \d+ resources$/);
  expect(existsSync(join(state, "exports", "staging-before.json"))).toBe(false);
  expect(existsSync(join(state, "exports", "staging-after.json"))).toBe(true);
});

test("a second deploy of the same data looks at nothing", async () => {
  const { code, stdout } = await deploy(two);
  expect([code, changes(stdout).at(-1)]).toEqual([0, "  no changes"]);
  expect(looked(stdout)).toBe(
    "nothing: data, program and state are as the last run left them (--full looks at everything)",
  );
});

test("asked to look at everything, it changes nothing and also exports the state before it", async () => {
  const { code, stdout } = await deploy(two, "--full");
  expect([code, changes(stdout).at(-1), looked(stdout)]).toEqual([
    0,
    "  no changes",
    "everything: as --full asks",
  ]);
  expect(existsSync(join(state, "exports", "staging-before.json"))).toBe(true);
});

test("removing an active project from the data is refused before the engine starts", async () => {
  const { code, stdout, stderr } = await deploy({ "k8s-staging-gcb-untrusted": ["profile: build-only"] });
  expect([code, stdout]).toEqual([6, ""]);
  expect(stderr).toContain("k8s-staging-dns left the data while it was active");
  expect(stderr).toMatch(/The gate refused the change since .*\. Nothing was changed\.\n$/);
});

test("an operation that no data change explains, such as after a manual edit of the state, is refused", async () => {
  const before = readFileSync(stateFile, "utf8");
  tamper(/"cleanupPolicyDryRun": ?true/g, '"cleanupPolicyDryRun": false');
  const { code, stderr } = await deploy(two);
  expect(code).toBe(6);
  expect(messages(stderr).sort()).toEqual([
    "    Find out who changed the state or the cloud: `infra drift` shows it; `infra recover` adopts what the state has lost.",
    "    Repository k8s-staging-dns/gcr.io: update",
    "    Repository k8s-staging-dns/images: update",
    "2 operations would not follow from the change of the data since the last applied run:",
    "The gate refused the change. Nothing was changed.",
  ]);
  writeFileSync(stateFile, before);
});

test("a data change passes the gate and applies the expected updates", async () => {
  const { code, stdout } = await deploy(edited);
  expect([code, changes(stdout)[1]]).toEqual([0, "  2 updated"]);
  expect(looked(stdout)).toMatch(/^\d+ of \d+ resources, those of the change of the data/);
});

test("without a record of the last applied data, deploy warns that the gate checks only for losses", async () => {
  rmSync(join(state, "applied"), { recursive: true });
  const { code, stderr } = await deploy(two);
  expect([code, messages(stderr)]).toEqual([
    0,
    ["staging: nothing says from which data it was applied last; the gate looks only at what would be lost"],
  ]);
});
