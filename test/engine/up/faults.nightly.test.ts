/** Bad days: injected faults are retried visibly, and the result is the same as without them. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { infra, messages, stateOf, testFolder, writeData } from "../../support/infra.ts";
import { comparable, few, people, place } from "../../support/place.ts";
import { createdIn, requestsIn } from "../../support/requests.ts";

test("a run with injected faults ends with the same state and cloud as a run without faults", async () => {
  const good = place(few);
  expect((await good.run("up")).code).toBe(0);
  const bad = place(few);
  const log = join(bad.folder, "requests.jsonl");
  // Five changes are refused, and five responses are lost, among them that of a lien, whose name only the cloud knows.
  const { code, stderr } = await bad.run("up", { LOCALCLOUD_LOG: log }, "--faults", "5");
  expect(code, stderr).toBe(0);
  const repeats = messages(stderr).filter((line) => line.includes("failed with a transient error"));
  expect(repeats.length).toBeGreaterThan(0);
  const met = readFileSync(join(bad.state, "cloud/.work/faults-gcp"), "utf8");
  expect(met.trim().split("\n").length).toBeGreaterThan(1);
  expect(comparable(bad.state)).toEqual(comparable(good.state));
  // Everything was created once, even resources whose response was lost and that were adopted later.
  expect(requestsIn(log).filter(({ changed, error }) => changed && error).length).toBeGreaterThan(0);
  const inClouds = stateOf(bad.state).filter(({ type }) => /^(gcp|googleworkspace):/.test(type));
  expect(createdIn(log).sort()).toEqual(inClouds.map(({ urn }) => urn).sort());
  expect((await bad.run("up")).stdout).toContain("  no changes\n");
});

test("the prod stack is created in both clouds despite injected faults", async () => {
  const state = join(testFolder(), "state");
  const { code, stderr } = await infra(["up", "prod", "--state", state, "--faults", "1"]);
  expect(code, stderr).toBe(0);
  for (const cloud of ["aws", "gcp"])
    expect(readFileSync(join(state, `cloud/.work/faults-${cloud}`), "utf8")).toContain("create ");
  expect((await infra(["up", "prod", "--state", state])).stdout).toContain("  no changes\n");
  expect((await infra(["drift", "prod", "--state", state])).code).toBe(0);
});

test("up retries until new APIs, accounts, and groups are usable and exhausted quotas are free again", async () => {
  const good = place(few);
  expect((await good.run("up")).code).toBe(0);
  const days = [
    {
      settings: { LOCALCLOUD_API_DELAY: "20", LOCALCLOUD_QUOTA: "12" },
      waits: ["APIs that were just enabled do not answer yet", "failed with a transient error (Error 429)"],
    },
    {
      settings: { LOCALCLOUD_ACCOUNT_DELAY: "20", LOCALCLOUD_GROUP_DELAY: "20" },
      waits: ["new groups are not visible yet"],
    },
  ];
  for (const { settings, waits } of days) {
    const slow = place(few);
    const { code, stderr } = await slow.run("up", settings);
    expect(code, stderr).toBe(0);
    for (const wait of waits) expect(messages(stderr).join("\n")).toContain(`${wait}; up again in `);
    expect(comparable(slow.state)).toEqual(comparable(good.state));
  }
});

test("setting the clock back after a run does not make later runs wait", async () => {
  const { folder, state, run } = place(few);
  expect((await run("up")).code).toBe(0);
  // Moves all times to the future, as if the clock had been set back since.
  const store = join(state, "cloud");
  for (const name of readdirSync(store, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".json")) continue;
    const text = readFileSync(join(store, name), "utf8");
    writeFileSync(join(store, name), text.replaceAll(/"\d{4}(-\d\d-\d\dT)/g, '"2099$1'));
  }
  writeData(folder, { ...few, "k8s-staging-dns": ["state: frozen"] }, people);
  const delays = {
    LOCALCLOUD_API_DELAY: "600",
    LOCALCLOUD_ACCOUNT_DELAY: "600",
    LOCALCLOUD_GROUP_DELAY: "600",
  };
  expect((await run("up", delays)).code).toBe(0);
  writeData(folder, few, people);
  const { code, stderr } = await run("up", delays);
  expect([code, messages(stderr)]).toEqual([0, []]);
  expect((await infra(["drift", "staging", "--state", state])).code).toBe(0);
});

test("a --faults seed that is not a number is refused before anything is done", async () => {
  const { code, stderr } = await place(few).run("up", {}, "--faults", "bad");
  expect([code, stderr]).toEqual([
    1,
    "error: option '--faults <seed>' argument 'bad' is invalid. Give it a whole number, such as 7.\n",
  ]);
});
