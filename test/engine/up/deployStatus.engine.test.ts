/** The exit statuses of `infra deploy`; deploy.engine.test.ts has the gate's, refusals.engine.test.ts that of a lock. */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findPulumi } from "../../../engine/pulumi/find.ts";
import {
  cloudObjects,
  infra,
  messages,
  temporaryFolder,
  writeData,
  type Projects,
} from "../../support/infra.ts";

const folder = temporaryFolder();
const state = join(folder, "state");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const before: Projects = { "k8s-staging-dns": [] };
const after: Projects = { "k8s-staging-dns": ["retention: { dry_run: false }"] };
const deploy = (projects: Projects, env: NodeJS.ProcessEnv = process.env) =>
  infra(["deploy", "staging", "--state", state, ...writeData(folder, projects)], env);

/** The repository `images` in localcloud's store. */
const image = () => {
  const found = Object.entries(cloudObjects(state)).find(([file]) =>
    file.endsWith("repositories/images.json"),
  );
  if (found === undefined) throw new Error("there is no repository images");
  return { file: join(state, "cloud", found[0]), object: found[1] as { properties: object } };
};
const said = [
  "Everything was applied, but the clouds differ:",
  "  Repository k8s-staging-dns/images: cleanupPolicyDryRun",
];

/**
 * Returns an environment whose `pulumi` wraps the real one: right after every `up`, it restores an object's file to its
 * earlier content, like somebody at the console at the worst moment.
 */
async function meddling(): Promise<NodeJS.ProcessEnv> {
  const { path } = await findPulumi(() => undefined);
  const { file, object } = image();
  const copy = join(folder, "former.json");
  writeFileSync(copy, JSON.stringify(object));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const script = [
    "#!/bin/sh",
    `'${path}' "$@"`,
    "code=$?",
    `[ "$1" != up ] || cp '${copy}' '${file}'`,
    "exit $code",
  ];
  writeFileSync(join(bin, "pulumi"), `${script.join("\n")}\n`, { mode: 0o755 });
  return { ...process.env, PATH: [bin, process.env["PATH"]].join(delimiter) };
}

/** Data that `check` accepts but that breaks a rule of policy/: a role over every service account of a project. */
function breakingData(): string[] {
  const args = writeData(folder, before);
  const group = "group:k8s-infra-staging-dns@kubernetes.io";
  const special = [
    "    special_cases:",
    "      - id: tokens",
    "        reason: a mutation",
    "        date: 2026-01-01",
    "        projects: [k8s-staging-dns]",
    `        grants: [{ role: roles/iam.serviceAccountTokenCreator, member: "${group}" }]`,
  ];
  appendFileSync(join(folder, "infra.yaml"), `${special.join("\n")}\n`);
  return args;
}

test("deploy exits with 2 on bad data and 5 on a policy violation, before changing the cloud", async () => {
  const bad = await deploy({ "k8s-staging-dns": ["stat: frozen"] });
  expect([bad.code, bad.stdout]).toEqual([2, ""]);
  expect(messages(bad.stderr).at(-1)).toBe("Nothing was changed: fix the data and run this again.");
  const broken = await infra(["deploy", "staging", "--state", state, ...breakingData()]);
  expect([broken.code, broken.stdout, messages(broken.stderr)]).toEqual([
    5,
    "",
    [
      "k8s-staging-dns/roles/iam.serviceAccountTokenCreator grants roles/iam.serviceAccountTokenCreator on projects k8s-staging-dns, and so on every service account in it [impersonation]",
      "1 violation of policy/. Nothing was changed.",
    ],
  ]);
  expect(cloudObjects(state)).toEqual({});
});

test("deploy exits with 7 and names what differs if the clouds do not match what was applied", async () => {
  expect((await deploy(before)).code).toBe(0);
  const { code, stdout, stderr } = await deploy(after, await meddling());
  expect([code, stdout, messages(stderr)]).toEqual([7, "", said]);
  expect(image().object.properties).toMatchObject({ cleanupPolicyDryRun: true });
});

test("the next deploy reports the same difference again", async () => {
  const { code, stderr } = await deploy(after);
  expect([code, messages(stderr).slice(-2)]).toEqual([7, said]);
});

test("deploy succeeds once the cloud matches the data", async () => {
  const { file, object } = image();
  const { properties } = object;
  writeFileSync(
    file,
    JSON.stringify({ ...object, properties: { ...properties, cleanupPolicyDryRun: false } }),
  );
  const { code, stdout } = await deploy(after);
  expect([code, stdout.split("\n")[1]]).toEqual([0, "  no changes"]);
});
