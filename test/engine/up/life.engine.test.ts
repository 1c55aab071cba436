/**
 * The life of three projects on the real engine against localcloud. Each test continues where the previous one ended.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findPulumi } from "../../../engine/pulumi/find.ts";
import { prepareLocalRun } from "../../../engine/workspace/localcloud.ts";
import { spawnPulumi } from "../../../engine/operation/operation.ts";
import { fromRoot } from "../../../boot/root.ts";
import {
  NO_PROXY,
  changes,
  cloudObjects,
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

const gitStatus = () =>
  execFileSync("git", ["status", "--porcelain"], { cwd: fromRoot("."), encoding: "utf8" });
const before = gitStatus();

const data = (projects: Projects) => writeData(folder, projects);
const up = (dataArguments: readonly string[]) => infra(["up", "staging", "--state", state, ...dataArguments]);

const three = {
  "k8s-staging-dns": [],
  "k8s-staging-gcb-untrusted": ["profile: build-only"],
  "k8s-staging-kind": [],
};

test("the first run creates everything", async () => {
  const { code, stdout, stderr } = await up(data(three));
  expect(messages(stderr)).toEqual([]);
  expect(code).toBe(0);
  expect(changes(stdout)).toEqual([
    "staging on localcloud: 3 staging projects, 95 resources",
    "  95 created",
    "    k8s-infra-artifact-admins@kubernetes.io: 4 resources",
    "    k8s-infra-staging-dns@kubernetes.io: 4 resources",
    "    k8s-infra-staging-kind@kubernetes.io: 4 resources",
    "    k8s-staging-dns: 37 resources",
    "    k8s-staging-gcb-untrusted: 5 resources",
    "    k8s-staging-kind: 37 resources",
  ]);
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(
    /^ {2}preview \d+\.\d s, up \d+\.\d s(, peak memory \d+ MiB)?$/,
  );
});

test("the second run changes nothing", async () => {
  const cloud = cloudObjects(state);
  const { code, stdout } = await up([...data(three), "--full"]);
  expect([code, changes(stdout)]).toEqual([
    0,
    ["staging on localcloud: 3 staging projects, 95 resources", "  no changes"],
  ]);
  expect(cloudObjects(state)).toEqual(cloud);
});

test("reversing the order of the entries changes nothing", async () => {
  const { stdout } = await up(data(Object.fromEntries(Object.entries(three).reverse())));
  expect(changes(stdout).at(-1)).toBe("  no changes");
  expect(looked(stdout)).toBe(
    "nothing: the change of the data touches no resource (--full looks at everything)",
  );
});

test("a new entry creates only its own resources", async () => {
  const { stdout } = await up(data({ ...three, "k8s-staging-kops": [] }));
  expect(changes(stdout).slice(1)).toEqual([
    "  41 created",
    "    k8s-infra-staging-kops@kubernetes.io: 4 resources",
    "    k8s-staging-kops: 37 resources",
  ]);
  // Besides the created ones: the stack, two providers, and the group of artifact admins, which a binding names.
  expect(looked(stdout)).toBe("48 of 136 resources, those of the change of the data (--full looks at all)");
});

test("an edited entry updates only the edited properties", async () => {
  const { stdout } = await up(data({ ...three, "k8s-staging-kops": ["retention: { dry_run: false }"] }));
  expect(changes(stdout).slice(1).sort()).toEqual([
    "    ~ Repository k8s-staging-kops/gcr.io: cleanupPolicyDryRun",
    "    ~ Repository k8s-staging-kops/images: cleanupPolicyDryRun",
    "  2 updated",
  ]);
});

test("removing an active entry is refused with a remedy, and everything stays in the cloud", async () => {
  const cloud = cloudObjects(state);
  const { code, stdout, stderr } = await up(data(three));
  expect([code, stdout]).toEqual([1, ""]);
  expect(messages(stderr)).toEqual([
    "k8s-staging-kops has left the data, but it is protected: it may hold images that releases are promoted from.",
    "    Put it back with `state: retired` and `read_only_until: <day>`, apply that, and remove it on that day or later.",
    "Nothing was changed.",
  ]);
  expect(cloudObjects(state)).toEqual(cloud);
});

test("freezing a project removes its writers and changes nothing else", async () => {
  const { stdout } = await up(
    data({ ...three, "k8s-staging-kops": ["state: frozen", "retention: { dry_run: false }"] }),
  );
  expect(changes(stdout).slice(1).sort()).toEqual([
    "    ~ BucketIAMBinding k8s-staging-kops/k8s-staging-kops-gcb/roles/storage.objectAdmin: members",
    "    ~ BucketIAMBinding k8s-staging-kops/k8s-staging-kops/roles/storage.objectAdmin: members",
    "    ~ IAMBinding k8s-staging-kops/gcb-builder-kops/roles/iam.serviceAccountUser: members",
    "    ~ IAMBinding k8s-staging-kops/roles/cloudbuild.builds.editor: members",
    "    ~ IAMBinding k8s-staging-kops/roles/logging.logWriter: members",
    "    ~ IAMBinding k8s-staging-kops/roles/serviceusage.serviceUsageConsumer: members",
    "    ~ RepositoryIamBinding k8s-staging-kops/gcr.io/roles/artifactregistry.writer: members",
    "    ~ RepositoryIamBinding k8s-staging-kops/images/roles/artifactregistry.writer: members",
    "  8 updated",
  ]);
});

test("a retired entry can be removed in a second step, and its resources stay in the cloud", async () => {
  const retired = ["state: retired", "read_only_until: 2027-03-01", "retention: { dry_run: false }"];
  const first = changes((await up(data({ ...three, "k8s-staging-kops": retired }))).stdout);
  expect(first.filter((line) => line.includes(" Repository ")).sort()).toEqual([
    "    ~ Repository k8s-staging-kops/gcr.io: cleanupPolicyDryRun",
    "    ~ Repository k8s-staging-kops/images: cleanupPolicyDryRun",
  ]);
  const cloud = cloudObjects(state);
  const { code, stdout } = await up(data(three));
  expect([code, changes(stdout)]).toEqual([
    0,
    [
      "staging on localcloud: 3 staging projects, 95 resources",
      "  37 forgotten, kept in the cloud",
      "    k8s-staging-kops: 37 resources",
    ],
  ]);
  expect(cloudObjects(state)).toEqual(cloud);
});

test("preview and up against the real clouds both refuse a localcloud state", async () => {
  const cloud = cloudObjects(state);
  const [, infraFile = "", , groupsFolder = ""] = data(three);
  const run = await prepareLocalRun(
    { stack: "staging", stateFolder: state, files: { infraFile, groupsFolder, registryFolder: NO_PROXY } },
    await findPulumi(() => undefined),
  );
  // The tracked file says this, so any run of pulumi itself uses it.
  writeFileSync(
    run.configFile,
    readFileSync(run.configFile, "utf8").replace("clouds: localcloud", "clouds: real"),
  );
  for (const operation of ["preview", "up"] as const) {
    const refused: string[] = [];
    const { exitCode } = await spawnPulumi(run, operation, ({ diagnosticEvent }) => {
      if (diagnosticEvent?.severity === "error") refused.push(diagnosticEvent.message);
    });
    expect(exitCode).not.toBe(0);
    expect(refused.join()).toContain("LocalcloudMarker::localcloud");
  }
  expect(cloudObjects(state)).toEqual(cloud);
});

test("removing an entry fails and deletes nothing even if the preview is skipped", async () => {
  const cloud = cloudObjects(state);
  const pulumi = await findPulumi(() => undefined);
  const [, infraFile = "", , groupsFolder = ""] = data({ "k8s-staging-kind": [] });
  const files = { infraFile, groupsFolder, registryFolder: NO_PROXY };
  const run = await prepareLocalRun({ stack: "staging", stateFolder: state, files }, pulumi);
  const { exitCode } = await spawnPulumi(run, "up", () => undefined);
  expect(exitCode).not.toBe(0);
  expect(cloudObjects(state)).toEqual(cloud);
});

test("the runs leave no trace in git status", () => {
  expect(gitStatus()).toBe(before);
});

test("down clears the state, and a second down finds nothing to clear", async () => {
  const { code, stdout } = await infra(["down", "--state", state]);
  expect([code, stdout]).toEqual([0, `Cleared the local state in ${state}.\n`]);
  expect((await infra(["down", "--state", state])).stdout).toBe(
    `Nothing to clear: ${state} does not exist.\n`,
  );
});
