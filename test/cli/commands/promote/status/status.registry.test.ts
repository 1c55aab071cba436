import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { RegistryClient } from "../../../../../cli/clients/oci/client.ts";
import { runStatus } from "../../../../../cli/commands/promote/status/index.ts";
import { copyImage, pushImage, startRegistry } from "../../../../support/crane.ts";
import { testFolder } from "../../../../support/infra.ts";

let tree: string;
let staging: string;
let locations: string[];

/** A directory that promotes one image from a staging registry to two locations. */
function promote(digest: string): void {
  const files = {
    "images/k8s-staging-bom/images.yaml": `- name: bom\n  dmap:\n    "${digest}": ["v1"]\n`,
    "manifests/k8s-staging-bom/promoter-manifest.yaml": [
      "registries:",
      `- name: ${staging}`,
      "  src: true",
      ...locations.map((address) => `- name: ${address}`),
      "",
    ].join("\n"),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}

beforeEach(async () => {
  tree = testFolder();
  const hosts = await Promise.all([startRegistry(), startRegistry(), startRegistry()]);
  staging = `${hosts[0]}/k8s-staging-bom`;
  locations = hosts.slice(1).map((host) => `${host}/images`);
});

test("status shows what every location has, and its exit code says what remains to be done", async () => {
  const digest = await pushImage(`${staging}/bom:v1`, "one");
  promote(digest);
  await copyImage(`${staging}/bom:v1`, `${locations[0]!}/bom:v1`);
  const [one, two] = locations.map((address) => address.split("/")[0]!);
  const status = async () => {
    const { exitCode, stdout } = await runStatus("registry.k8s.io/images/bom:v1", {
      tree,
      public: false,
      mirrors: false,
    });
    return { exitCode, lines: stdout.replaceAll(/ +/g, " ").split("\n") };
  };
  expect(await status()).toEqual({
    exitCode: 10,
    lines: [
      "registry.k8s.io/images/bom:v1",
      digest,
      "",
      `${staging}/bom there`,
      ` ${one!} there`,
      ` ${two!} missing`,
      "",
      "In 1 of 2 locations.",
      "",
    ],
  });
  await copyImage(`${staging}/bom:v1`, `${locations[1]!}/bom:v1`);
  expect((await status()).exitCode).toBe(0);
  const other = await pushImage(`${locations[1]!}/bom:v1`, "other");
  const moved = await status();
  expect(moved.exitCode).toBe(11);
  expect(moved.lines[5]).toBe(` ${two!} another digest: ${other.slice(0, 19)}…`);
});

test("--json output for an image given by digest has the documented shape", async () => {
  const digest = await pushImage(`${staging}/bom:v1`, "one");
  promote(digest);
  const { stdout } = await runStatus(`images/bom@${digest}`, {
    tree,
    public: false,
    mirrors: false,
    json: true,
  });
  const [first] = locations;
  expect(JSON.parse(stdout)).toMatchObject({
    image: "registry.k8s.io/images/bom",
    digest,
    tags: ["v1"],
    places: [
      { kind: "staging", address: `${staging}/bom`, state: "present", found: digest },
      { kind: "production", address: `${first!}/bom`, state: "missing" },
      { kind: "production", state: "missing" },
    ],
  });
});

test("an image that is not promoted is refused with a suggestion", async () => {
  promote(await pushImage(`${staging}/bom:v1`, "one"));
  const refused = (image: string) =>
    expect(runStatus(image, { tree, public: false, mirrors: false })).rejects;
  await refused("images/bmo:v1").toThrow(
    "no images.yaml promotes registry.k8s.io/images/bmo\n    did you mean registry.k8s.io/images/bom?",
  );
  await refused("bom:v1").toThrow("did you mean registry.k8s.io/images/bom?");
  await refused("images/bom:v2").toThrow(
    "images.yaml does not promote registry.k8s.io/images/bom:v2\n    did you mean v1?",
  );
  await refused("images/bom").toThrow(
    '"images/bom" is no image with a tag or digest; write it as registry.k8s.io/<name>:<tag>',
  );
});

test("status checks every mirror for every layer, and a missing layer is shown but is not an error", async () => {
  const digest = await pushImage(`${staging}/bom:v1`, "one");
  promote(digest);
  for (const location of locations) await copyImage(`${staging}/bom:v1`, `${location}/bom:v1`);
  const asked: string[] = [];
  const bucket = createServer((request, response) => {
    asked.push(request.url!);
    response.writeHead(asked.length === 1 ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => bucket.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void bucket.close());
  const url = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
  const mirrors = [{ region: "us-east-1", url }];
  const { exitCode, stdout } = await runStatus(
    "images/bom:v1",
    { tree, public: false },
    new RegistryClient(),
    mirrors,
  );
  expect(exitCode).toBe(0);
  expect(stdout.replaceAll(/ +/g, " ").split("\n").slice(-5)).toEqual([
    "mirrors in AWS",
    " us-east-1 1 of 2 layers",
    "",
    "In 2 of 2 locations, all layers in 0 of 1 mirrors.",
    "",
  ]);
  expect(asked.every((path) => /^\/containers\/images\/sha256:[0-9a-f]{64}$/.test(path))).toBe(true);
});
