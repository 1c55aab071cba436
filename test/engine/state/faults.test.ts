import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { faultSettings, checkCloud } from "../../../engine/state/faults.ts";
import { Store } from "../../../localcloud/store/store.ts";
import { testFolder } from "../../support/infra.ts";

afterEach(() => void vi.unstubAllEnvs());

test("no fault injection is configured by default", () => {
  vi.stubEnv("LOCALCLOUD_FAULTS", "");
  expect(faultSettings(undefined)).toEqual({});
});

test("the environment configures fault injection, and the option overrides its seed", () => {
  vi.stubEnv("LOCALCLOUD_FAULTS", "7");
  vi.stubEnv("LOCALCLOUD_GROUP_DELAY", "0.5");
  expect(faultSettings(undefined)).toEqual({ LOCALCLOUD_FAULTS: "7", LOCALCLOUD_GROUP_DELAY: "0.5" });
  expect(faultSettings("8")).toEqual({ LOCALCLOUD_FAULTS: "8", LOCALCLOUD_GROUP_DELAY: "0.5" });
});

test.each([
  ["LOCALCLOUD_FAULTS", "many", "a whole number"],
  ["LOCALCLOUD_FAULTS", "-1", "a whole number"],
  ["LOCALCLOUD_GROUP_DELAY", "soon", "a number of seconds"],
  ["LOCALCLOUD_KILL_ENGINE", "gcp", "a number of changes, such as 5 or gcp:5"],
])("%s=%s is refused", (name, value, is) => {
  vi.stubEnv(name, value);
  expect(() => faultSettings(undefined)).toThrow(
    `localcloud: ${name} must be ${is}, not "${value}". Nothing was changed.`,
  );
});

test("a store with damaged objects is refused with all of them named, and left unchanged", () => {
  const folder = testFolder();
  const cloud = join(folder, "cloud");
  expect(() => checkCloud(folder, cloud)).not.toThrow();
  const store = new Store(cloud);
  for (const name of ["a", "b", "c"]) store.create(`storage.googleapis.com/b/${name}`, { name });
  expect(() => checkCloud(folder, cloud)).not.toThrow();
  const file = (name: string) => join(cloud, `storage.googleapis.com/b/${name}.json`);
  const half = readFileSync(file("a"), "utf8").slice(0, 20);
  writeFileSync(file("a"), half);
  writeFileSync(file("c"), "[]\n");
  const said = (() => {
    try {
      checkCloud(folder, cloud);
      return [];
    } catch (error) {
      return (error as Error).message.split("\n");
    }
  })();
  expect(said).toEqual([
    expect.stringMatching(new RegExp(`^localcloud: ${file("a")} is damaged: Unterminated string in JSON`)),
    `localcloud: ${file("c")} is damaged: it needs "cloudName" (a text) and "properties" (an object)`,
    "Nothing was changed. Repair it by hand, or start over after this:",
    `    bin/infra down --state ${folder}`,
  ]);
  expect(readFileSync(file("a"), "utf8")).toBe(half);
});
