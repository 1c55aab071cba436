/** `infra deploy` on the real engine: what it applies, what its gate refuses, and what it finds afterwards. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { infra, messages, temporaryFolder, writeData, type Projects } from "../support/infra.ts";

const folder = temporaryFolder();
const state = join(folder, "state");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const deploy = (projects: Projects) =>
  infra(["deploy", "staging", "--state", state, ...writeData(folder, projects)]);
const said = (stdout: string) => stdout.trimEnd().split("\n").slice(0, -1);
const stateFile = join(state, "state/.pulumi/stacks/k8s-registry/staging.json");

const two = { "k8s-staging-dns": [], "k8s-staging-gcb-untrusted": ["profile: build-only"] };
const edited = { ...two, "k8s-staging-dns": ["retention: { dry_run: false }"] };

/** Changes every text in the engine's state that matches. */
function tamper(from: RegExp, to: string): void {
  const text = readFileSync(stateFile, "utf8");
  expect(text).toMatch(from);
  writeFileSync(stateFile, text.replaceAll(from, to));
}

test("a first deploy applies everything, looks at the clouds, and keeps the state that it left", async () => {
  const { code, stdout, stderr } = await deploy(two);
  expect([code, messages(stderr)]).toEqual([0, []]);
  expect(said(stdout)[0]).toMatch(/^staging on localcloud: 2 staging projects, \d+ resources$/);
  expect(existsSync(join(state, "exports", "staging-before.json"))).toBe(false);
  expect(existsSync(join(state, "exports", "staging-after.json"))).toBe(true);
});

test("a second one changes nothing", async () => {
  const { code, stdout } = await deploy(two);
  expect([code, said(stdout).at(-1)]).toEqual([0, "  no changes"]);
  expect(existsSync(join(state, "exports", "staging-before.json"))).toBe(true);
});

test("data that lost a project is refused before the engine starts, with the limits of check", async () => {
  const { code, stdout, stderr } = await deploy({ "k8s-staging-gcb-untrusted": ["profile: build-only"] });
  expect([code, stdout]).toEqual([6, ""]);
  expect(stderr).toContain("k8s-staging-dns left the data while it was active");
  expect(stderr).toMatch(/The gate refused the change since .*\. Nothing was changed\.\n$/);
});

test("an operation that nobody's data asks for is refused: the state was changed by hand", async () => {
  const before = readFileSync(stateFile, "utf8");
  tamper(/"cleanupPolicyDryRun": ?true/g, '"cleanupPolicyDryRun": false');
  const { code, stderr } = await deploy(two);
  expect(code).toBe(6);
  expect(messages(stderr).sort()).toEqual([
    "    Find out who changed the state or the cloud: `infra drift` shows it; what the state has lost, `infra recover` adopts.",
    "    Repository k8s-staging-dns/gcr.io: update",
    "    Repository k8s-staging-dns/images: update",
    "2 operations would not follow from the change of the data since the last applied run:",
    "The gate refused the change. Nothing was changed.",
  ]);
  writeFileSync(stateFile, before);
});

test("a change of the data passes, and what it makes is what was expected", async () => {
  const { code, stdout } = await deploy(edited);
  expect([code, said(stdout)[1]]).toEqual([0, "  2 updated"]);
});

test("without a record of what was applied last, only what is lost counts, and that is said", async () => {
  rmSync(join(state, "applied"), { recursive: true });
  const { code, stderr } = await deploy(two);
  expect([code, messages(stderr)]).toEqual([
    0,
    ["staging: nothing says from which data it was applied last; the gate looks only at what would be lost"],
  ]);
});
