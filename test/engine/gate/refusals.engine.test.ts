/** How `bin/infra up` responds to user errors: one clear message, a distinct exit code, nothing lost. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { infra, messages, startInfra, testFolder, writeData } from "../../support/infra.ts";

const one = { "k8s-staging-gcb-untrusted": ["profile: build-only"] };

test("a mistake in the data stops the run before the engine starts", async () => {
  const folder = testFolder();
  const data = writeData(folder, { "k8s-staging-kind": ["stat: frozen"] });
  const file = join(folder, "infra.yaml");
  const { code, stdout, stderr } = await infra(["up", "staging", "--state", join(folder, "state"), ...data]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(
    `${file}:5:9: error: k8s-staging-kind has the unknown key "stat" [unknown-key]\n` +
      `    did you mean "state"?\n\nNothing was changed: fix the data and run this again.\n`,
  );
  expect(existsSync(join(folder, "state"))).toBe(false);
});

test("an unknown stack is refused with a list of the existing stacks", async () => {
  const { code, stderr } = await infra(["up", "stagign", "--state", join(testFolder(), "state")]);
  expect([code, stderr]).toEqual([
    1,
    'There is no stack "stagign": Pulumi.stagign.yaml does not exist. The stacks: prod, staging.\n',
  ]);
});

test("a state path that is a file is refused with a remedy", async () => {
  const folder = testFolder();
  const file = join(folder, "state");
  writeFileSync(file, "in the way");
  const { code, stderr } = await infra(["up", "staging", "--state", file]);
  expect([code, stderr]).toEqual([
    1,
    `The state folder ${file} cannot be written: make it a folder you can write to, or name another with --state.\n`,
  ]);
});

test("a folder with unrelated contents is neither used as state nor cleared", async () => {
  const folder = testFolder();
  mkdirSync(join(folder, "config"));
  writeFileSync(join(folder, "config", "precious"), "mine");
  const up = await infra(["up", "staging", "--state", folder]);
  expect([up.code, up.stderr]).toEqual([
    1,
    `${folder} holds other things: name an empty or a new folder with --state.\n`,
  ]);
  const down = await infra(["down", "--state", folder]);
  expect([down.code, down.stderr]).toEqual([1, `${folder} is no state folder: nothing was deleted.\n`]);
  expect(existsSync(join(folder, "config", "precious"))).toBe(true);
});

test("a damaged state is refused before anything changes, and the error names its backup", async () => {
  const folder = testFolder();
  const state = join(folder, "state");
  const file = join(state, "state/.pulumi/stacks/k8s-registry/staging.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(state, "k8s-registry-state"), "");
  writeFileSync(file, '{"version":3,');
  const { code, stderr } = await infra(["up", "staging", "--state", state, ...writeData(folder, one)]);
  expect(code).toBe(1);
  expect(stderr).toBe(
    `The state ${file} is damaged. Nothing was changed.\n` +
      `    Copy ${file}.bak over it, which is the state before the last run, or delete it;\n` +
      "    then `bin/infra recover staging` adopts what exists and the state does not know.\n",
  );
  expect(readFileSync(file, "utf8")).toBe('{"version":3,');
});

test("up, preview, and recover refuse a state of the real clouds and leave it unchanged", async () => {
  const folder = testFolder();
  const state = join(folder, "state");
  const file = join(state, "state/.pulumi/stacks/k8s-registry/staging.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(state, "k8s-registry-state"), "");
  const type = "gcp:storage/bucket:Bucket";
  const resources = [{ urn: `urn:pulumi:staging::k8s-registry::${type}::a/b`, type, custom: true }];
  const text = JSON.stringify({ version: 3, checkpoint: { latest: { manifest: {}, resources } } });
  writeFileSync(file, text);
  for (const command of ["up", "preview", "recover"]) {
    const { code, stderr } = await infra([command, "staging", "--state", state, ...writeData(folder, one)]);
    expect([command, code, stderr]).toEqual([
      command,
      1,
      `The state ${file} is of the real clouds, not of localcloud. Nothing was changed.\n` +
        "    Move it to where it belongs;\n" +
        "    then `bin/infra recover staging` adopts what exists and the state does not know.\n",
    ]);
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});

test("an invalid LOCALCLOUD_FAULTS value is refused before the engine starts", async () => {
  const folder = testFolder();
  const { code, stderr } = await infra(
    ["up", "staging", "--state", join(folder, "state"), ...writeData(folder, one)],
    { ...process.env, LOCALCLOUD_FAULTS: "many" },
  );
  expect([code, stderr]).toEqual([
    1,
    'localcloud: LOCALCLOUD_FAULTS must be a whole number, not "many". Nothing was changed.\n',
  ]);
});

test("a concurrent run is refused, and the error names the run that holds the lock", async () => {
  const folder = testFolder();
  const args = ["up", "staging", "--state", join(folder, "state"), ...writeData(folder, one)];
  const first = startInfra(args);
  while (!existsSync(join(folder, "state", "run.lock"))) await delay(20);
  const second = await infra(args);
  expect(second.code).toBe(8);
  expect(second.stderr).toContain(`@${hostname()} (process ${String(first.child.pid)}, since `);
  expect(second.stderr).toContain(") is using this state: wait until that run has ended.");
  expect((await first.ended).code).toBe(0);
});

test("the lock of a killed run is cleared with a message", async () => {
  const folder = testFolder();
  const state = join(folder, "state");
  mkdirSync(state);
  writeFileSync(join(state, "k8s-registry-state"), "");
  const timestamp = "2026-11-22T10:00:00.000Z";
  const dead = { pid: 2 ** 22 + 1, username: "ada", hostname: hostname(), timestamp };
  writeFileSync(join(state, "run.lock"), JSON.stringify(dead));
  const { code, stderr } = await infra(["up", "staging", "--state", state, ...writeData(folder, one)]);
  expect(messages(stderr)).toEqual([
    `the run of ada@${hostname()} (process ${dead.pid}, since ${timestamp}) was killed; its lock is cleared`,
  ]);
  expect(code).toBe(0);
});

test("a lock held on another machine is respected, regardless of its age", async () => {
  const folder = testFolder();
  mkdirSync(join(folder, "state"));
  writeFileSync(join(folder, "state", "k8s-registry-state"), "");
  const holder = { pid: 1, username: "ada", hostname: "elsewhere", timestamp: "2020-01-01T00:00:00.000Z" };
  writeFileSync(join(folder, "state", "run.lock"), JSON.stringify(holder));
  const { code, stderr } = await infra(["up", "staging", "--state", join(folder, "state")]);
  expect(code).toBe(8);
  expect(stderr).toContain("ada@elsewhere (process 1, since 2020-01-01T00:00:00.000Z) is using this state");
});

test("a run on a machine with neither Pulumi nor Go says what to install", async () => {
  const folder = testFolder();
  const bin = mkdtempSync(join(folder, "bin-"));
  symlinkSync(process.execPath, join(bin, "node"));
  // A version that nobody publishes, so that the download also fails where there is a network.
  const env = { PATH: bin, HOME: folder, XDG_CACHE_HOME: folder, PULUMI_VERSION: "0.0.0-none" };
  const { code, stdout, stderr } = await infra(["up", "staging", "--state", join(folder, "state")], env);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("No Pulumi CLI to run: there is no pulumi 3.212.0 or later on the PATH");
  expect(stderr).toContain("it cannot be built here: there is no Go");
  expect(stderr.trimEnd().split("\n").at(-1)).toBe(
    "Install Pulumi (https://www.pulumi.com/docs/iac/download-install/) or Go (https://go.dev/dl/) and run this again.",
  );
  rmSync(dirname(bin), { recursive: true, force: true });
});

test("a project whose group is not declared is refused before the engine starts", async () => {
  const folder = testFolder();
  const data = writeData(folder, { "k8s-staging-kind": ["group: kind-leads@kubernetes.io"] });
  const { code, stderr } = await infra(["up", "staging", "--state", join(folder, "state"), ...data]);
  expect(code).toBe(2);
  expect(stderr).toContain(
    `${join(folder, "infra.yaml")}:5:9: error: k8s-staging-kind: the group kind-leads@kubernetes.io that writes its images is not declared [staging-group-missing]`,
  );
});

test("up says that new groups are not visible yet and retries until everything is created", async () => {
  const folder = testFolder();
  const args = [
    "up",
    "staging",
    "--state",
    join(folder, "state"),
    ...writeData(folder, { "k8s-staging-kind": [] }),
  ];
  const { code, stdout, stderr } = await infra(args, { ...process.env, LOCALCLOUD_GROUP_DELAY: "20" });
  expect(messages(stderr)[0]).toBe("staging: new groups are not visible yet; up again in 15 s (1 of 3)");
  expect(code).toBe(0);
  expect(stdout).toContain("49 created");
  expect((await infra([...args, "--full"])).stdout).toContain("  no changes\n");
});
