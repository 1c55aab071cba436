import { createServer, type AddressInfo } from "node:net";
import { beforeEach, expect, test } from "vitest";
import { RegistryClient } from "../../../../../cli/clients/oci/client.ts";
import { Transport } from "../../../../../cli/clients/oci/transport.ts";
import { runPlan, type PlanOptions } from "../../../../../cli/commands/promote/plan/index.ts";
import { Checkout } from "../../../../support/checkout.ts";
import { testFolder } from "../../../../support/infra.ts";
import { digestOf, entry, waive, writeDirectory } from "../../../../support/promotion.ts";
import { copyImage, pushImage, pushIndex, startRegistry } from "../../../../support/crane.ts";

let tree: string;
let staging: string;
let locations: string[];

beforeEach(async () => {
  tree = testFolder();
  const hosts = await Promise.all([startRegistry(), startRegistry(), startRegistry()]);
  staging = `${hosts[0]}/k8s-staging-bom`;
  locations = hosts.slice(1).map((host) => `${host}/k8s-artifacts-prod/images/bom`);
  write("bom", {});
});

/** Writes a directory that promotes from the staging registry to both locations. */
function write(
  name: string,
  images: Readonly<Record<string, readonly string[]>>,
  destinations = locations,
): void {
  writeDirectory(tree, `k8s-staging-${name}`, { source: staging, destinations, images });
}

async function plan(...directories: string[]) {
  return planSince(undefined, ...directories);
}

/** Plans what was added since a revision, or everything when there is none. */
async function planSince(base: string | undefined, ...directories: string[]) {
  return planWith({ base }, ...directories);
}

async function planWith(options: PlanOptions, ...directories: string[]) {
  const client = new RegistryClient(new Transport({ attempts: 2, timeout: 2000, backoff: 10 }));
  const { exitCode, stdout, stderr } = await runPlan(directories, { tree, ...options }, client);
  const lines = stdout.replace(/[\d.]+ [kMG]?B(ytes)?|[\d,]+ bytes/, "<size>").split("\n");
  return { exitCode, lines, stderr, asked: client.requests };
}

/** An address on which nothing listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

test("an image that is promoted everywhere leaves nothing to promote", async () => {
  const digest = await pushImage(`${staging}/bom:v1`, "one");
  write("bom", { bom: [entry(digest, "v1")] });
  for (const location of locations) await copyImage(`${staging}/bom:v1`, `${location}/bom:v1`);
  expect(await plan()).toMatchObject({
    exitCode: 0,
    lines: ["Nothing to promote.", "Sent 2 requests.", ""],
  });
});

test("new promotions are listed with their cost, with at most one request per edge and repository", async () => {
  const amd64 = await pushImage(`${staging}/bom:v2-amd64`, "amd64");
  const arm64 = await pushImage(`${staging}/bom:v2-arm64`, "arm64");
  const index = await pushIndex(`${staging}/bom:v2`, [`${staging}/bom:v2-amd64`, `${staging}/bom:v2-arm64`]);
  write("bom", { bom: [entry(index, "v2"), entry(amd64, "v2-amd64"), entry(arm64)] });
  await copyImage(`${staging}/bom:v2-amd64`, `${locations[0]!}/bom:v2-amd64`);
  const { exitCode, lines, asked } = await plan();
  expect(exitCode).toBe(10);
  expect(lines.slice(0, 5)).toEqual([
    "k8s-staging-bom: 5 to promote, 1 there",
    `  promote   bom:v2 ${index.slice(0, 19)}… to ${locations.map((address) => address.split("/")[0]).join(", ")}`,
    `  promote   bom ${arm64.slice(0, 19)}… to ${locations.map((address) => address.split("/")[0]).join(", ")}`,
    `  promote   bom:v2-amd64 ${amd64.slice(0, 19)}… to ${locations[1]!.split("/")[0]!}`,
    "",
  ]);
  expect(lines[5]).toMatch(/^5 edges to promote: (at least )?<size>, (at least )?\d+ requests\.$/);
  expect(asked).toBeLessThanOrEqual(6 + 3);
});

test("a plan against a base covers only what the change adds, as in a presubmit", async () => {
  const checkout = new Checkout();
  tree = checkout.folder;
  const first = await pushImage(`${staging}/bom:v1`, "one");
  write("bom", { bom: [entry(first, "v1")] });
  write("other", { bom: [entry(digestOf("7"), "v7")] });
  checkout.commit({});
  expect(await planSince("HEAD")).toMatchObject({
    exitCode: 0,
    lines: ["Nothing to promote.", "Sent 0 requests.", ""],
  });

  const second = await pushImage(`${staging}/bom:v2`, "two");
  write("bom", { bom: [entry(first, "v1", "v1.0"), entry(second, "v2")] });
  const { exitCode, lines } = await planSince("HEAD");
  const everywhere = locations.map((address) => address.split("/")[0]).join(", ");
  expect([exitCode, lines.slice(0, 4)]).toEqual([
    10,
    [
      "k8s-staging-bom: 6 to promote",
      `  promote   bom:v1 ${first.slice(0, 19)}… to ${everywhere}`,
      `  promote   bom:v1.0 ${first.slice(0, 19)}… to ${everywhere}`,
      `  promote   bom:v2 ${second.slice(0, 19)}… to ${everywhere}`,
    ],
  ]);
});

test("a plan against a base covers all tags of a changed digest, in every directory that lists it, as kpromo does", async () => {
  const checkout = new Checkout();
  tree = checkout.folder;
  await pushImage(`${staging}/bom:v1`, "one");
  for (const location of locations) await copyImage(`${staging}/bom:v1`, `${location}/bom:v1`);
  const second = await pushImage(`${staging}/bom:v1`, "two");
  write("bom", { bom: [entry(second, "v1")] }, [locations[0]!]);
  write("other", { bom: [entry(second, "v2")] }, [locations[1]!]);
  checkout.commit({});
  expect((await planSince("HEAD")).lines[0]).toBe("Nothing to promote.");
  write("bom", { bom: [entry(second, "v1", "v1.0")] }, [locations[0]!]);
  const { exitCode, lines } = await planSince("HEAD");
  expect(exitCode).toBe(11);
  expect(lines.filter((line) => /^k8s/.test(line))).toEqual([
    "k8s-staging-bom: 1 to promote, 1 in conflict",
    "k8s-staging-other: 1 to promote",
  ]);
});

test("a production tag with another digest is a conflict, and a digest missing from staging is lost", async () => {
  const first = await pushImage(`${staging}/bom:v1`, "one");
  await copyImage(`${staging}/bom:v1`, `${locations[0]!}/bom:v1`);
  const second = await pushImage(`${staging}/bom:v1`, "two");
  write("bom", { bom: [entry(second, "v1"), entry(digestOf("7"), "v7")] });
  const [one, two] = locations.map((address) => address.split("/")[0]!);
  const { exitCode, lines } = await plan();
  expect(exitCode).toBe(11);
  expect(lines.slice(0, 4)).toEqual([
    "k8s-staging-bom: 1 to promote, 1 in conflict, 2 lost",
    `  conflict  bom:v1 ${second.slice(0, 19)}…: the tag has ${first.slice(0, 19)}… in ${one!}; a tag never moves`,
    `  lost      bom:v7 sha256:777777777777…: not in the staging repository, and not in ${one!}, ${two!}`,
    `  promote   bom:v1 ${second.slice(0, 19)}… to ${two!}`,
  ]);
});

test("a conflict in one directory stops them all, and the plan shows what there is to promote otherwise", async () => {
  await pushImage(`${staging}/bom:v1`, "one");
  await copyImage(`${staging}/bom:v1`, `${locations[0]!}/bom:v1`);
  const second = await pushImage(`${staging}/bom:v1`, "two");
  write("bom", { bom: [entry(second, "v1")] }, [locations[0]!]);
  write("other", { tool: [entry(await pushImage(`${staging}/tool:v2`, "tool"), "v2")] }, [locations[1]!]);
  const { exitCode, lines } = await plan();
  expect(exitCode).toBe(11);
  expect(lines.slice(4, 8)).toEqual([
    "",
    "kpromo promotes nothing, in no directory, as long as this is so:",
    "  k8s-staging-bom: the tag of bom:v1 would move",
    expect.stringMatching(/^Otherwise 1 edge to promote: <size>, \d+ requests; 1 in conflict\.$/),
  ]);
  const { stdout } = await runPlan([], { tree, json: true });
  expect((JSON.parse(stdout) as { stopped: unknown }).stopped).toEqual([
    { by: "conflict", directory: "k8s-staging-bom", what: "bom:v1" },
  ]);
});

test("a digest that is lost at the source stops nothing, even if its tag has another digest", async () => {
  await pushImage(`${staging}/bom:v1`, "one");
  for (const location of locations) await copyImage(`${staging}/bom:v1`, `${location}/bom:v1`);
  const second = await pushImage(`${staging}/bom:v2`, "two");
  write("bom", { bom: [entry(digestOf("7"), "v1"), entry(second, "v2")] });
  const { exitCode, lines } = await plan();
  expect(exitCode).toBe(11);
  expect(lines[0]).toBe("k8s-staging-bom: 2 to promote, 2 lost");
  expect(lines.at(-3)).toMatch(/^2 edges to promote: <size>, \d+ requests; 2 lost\.$/);
});

test("an unreachable registry does not prevent the planning of other directories", async () => {
  const digest = await pushImage(`${staging}/bom:v1`, "one");
  write("bom", { bom: [entry(digest, "v1")] });
  const closed = await closedPort();
  write("far", { bom: [entry(digest, "v1")] }, [`${closed}/far`, locations[0]!]);
  const { exitCode, lines } = await plan();
  expect(exitCode).toBe(12);
  expect(lines[0]).toBe("k8s-staging-bom: 2 to promote");
  expect(lines.slice(2, 6)).toEqual([
    "k8s-staging-far: 1 to promote, 1 not known",
    `  unknown   bom:v1 ${digest.slice(0, 19)}… in ${closed}`,
    `  promote   bom:v1 ${digest.slice(0, 19)}… to ${locations[0]!.split("/")[0]!}`,
    `  ! ${closed} refuses connections, after 2 tries`,
  ]);
  expect(lines.slice(7, 9)).toEqual([
    "kpromo promotes nothing, in no directory, as long as this is so:",
    `  k8s-staging-far: ${closed} refuses connections, after 2 tries`,
  ]);
});

test("an invalid file is reported, and the other directories are still planned", async () => {
  const digest = await pushImage(`${staging}/bom:v1`, "one");
  write("bom", { bom: [entry(digest, "v1")] });
  write("odd", { bom: [entry("sha256:1", "v1")] });
  const { exitCode, lines, stderr } = await plan();
  expect(exitCode).toBe(2);
  expect(stderr).toContain("images/k8s-staging-odd/images.yaml:3:5: error: bom@sha256:1 is no digest");
  expect(lines[0]).toBe("k8s-staging-bom: 2 to promote");
  expect(lines.slice(3, 5)).toEqual([
    "kpromo promotes nothing, in no directory, as long as this is so:",
    `  ${tree}/images/k8s-staging-odd/images.yaml:3 cannot be read`,
  ]);
});

test("many tags of an image take only one list request per repository", async () => {
  const digest = await pushImage(`${staging}/bom:v1`, "one");
  const tags = Array.from({ length: 30 }, (_, index) => `v1.${index}`);
  write("bom", { bom: [entry(digest, ...tags)] });
  const { lines, asked } = await plan("k8s-staging-bom");
  expect(lines[0]).toBe("k8s-staging-bom: 60 to promote");
  expect(asked).toBe(3);
  await copyImage(`${staging}/bom:v1`, `${locations[0]!}/bom:v1.3`);
  const again = await plan("k8s-staging-bom");
  expect(again.lines[0]).toBe("k8s-staging-bom: 59 to promote, 1 there");
  expect(again.asked).toBe(4);
});

test("--json output has the documented shape", async () => {
  const digest = await pushImage(`${staging}/bom:v1`, "one");
  write("bom", { bom: [entry(digest, "v1")] }, [locations[0]!]);
  const { stdout } = await runPlan([], { tree, json: true });
  expect(JSON.parse(stdout)).toEqual({
    directories: [
      {
        directory: "k8s-staging-bom",
        counts: { new: 1, present: 0, conflict: 0, lost: 0, unknown: 0 },
        edges: [
          { image: "bom", tag: "v1", digest, destination: `${locations[0]!}/bom`, state: "new", found: null },
        ],
        problems: [],
        bytes: expect.any(Number) as number,
        requests: 5 * 2 + 3,
        complete: true,
      },
    ],
    waivers: [],
    stopped: [],
    asked: 2,
  });
});

test("a waived digest that is in no location may leave, and is asked about only in the change that removes it", async () => {
  const checkout = new Checkout();
  tree = checkout.folder;
  const right = await pushImage(`${staging}/bom:v1`, "right");
  write("bom", { bom: [entry(digestOf("7"), "v1")] });
  checkout.commit({});
  write("bom", { bom: [entry(right, "v1")] });
  const settings = waive("k8s-staging-bom", digestOf("7"));
  const { exitCode, lines } = await planWith({ base: "HEAD", settings });
  expect([exitCode, lines.slice(2, 4)]).toEqual([
    10,
    [
      "k8s-staging-bom: 1 waiver",
      "  waived    bom sha256:777777777777… was never promoted: it is in none of 2 locations, and may leave the list",
    ],
  ]);
  checkout.commit({});
  expect((await planWith({ base: "HEAD", settings })).lines).toEqual([
    "Nothing to promote.",
    "Sent 0 requests.",
    "",
  ]);
});

test("a waived digest that is in a location, or may be in one that does not answer, must stay", async () => {
  const checkout = new Checkout();
  tree = checkout.folder;
  const one = await pushImage(`${staging}/bom:v1`, "one");
  const two = await pushImage(`${staging}/bom:v2`, "two");
  for (const location of locations) await copyImage(`${staging}/bom:v1`, `${location}/bom:v1`);
  await copyImage(`${staging}/bom:v2`, `${locations[1]!}/bom:v2`);
  const closed = await closedPort();
  const without = async (digest: string, destinations: string[]) => {
    write("bom", { bom: [entry(one, "v1"), entry(digest, "v2")] }, destinations);
    checkout.commit({});
    write("bom", { bom: [entry(one, "v1")] }, destinations);
    const { exitCode, lines } = await planWith({ base: "HEAD", settings: waive("k8s-staging-bom", digest) });
    return [exitCode, ...lines.slice(1, 3)];
  };
  expect(await without(two, locations)).toEqual([
    11,
    `  waived    bom ${two.slice(0, 19)}… was promoted: it is in ${locations[1]!.split("/")[0]!}, and stays in the list`,
    "",
  ]);
  expect(await without(digestOf("7"), [locations[0]!, `${closed}/bom`])).toEqual([
    12,
    "  waived    bom sha256:777777777777… may have been promoted: not every one of 2 locations answered",
    `  ! ${closed} refuses connections, after 2 tries`,
  ]);
});
