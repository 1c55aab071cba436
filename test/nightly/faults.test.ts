/** Bad days: what goes wrong by a seed is repeated, visibly, and in the end everything is as on a good day. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { messages } from "../support/infra.ts";
import { comparable, few, place } from "../support/place.ts";

test("after a bad day declared, state and localcloud are what they are after a good one", async () => {
  const good = place(few);
  expect((await good.run("up")).code).toBe(0);
  const bad = place(few);
  const { code, stderr } = await bad.run("up", {}, "--faults", "7");
  expect(code, stderr).toBe(0);
  const repeats = messages(stderr).filter((line) => line.includes("failed for a reason that passes"));
  expect(repeats.length).toBeGreaterThan(0);
  const met = readFileSync(join(bad.state, "cloud/.work/faults-gcp"), "utf8");
  expect(met.trim().split("\n").length).toBeGreaterThan(1);
  expect(comparable(bad.state)).toEqual(comparable(good.state));
  expect((await bad.run("up")).stdout).toContain("  no changes\n");
});

test("a seed that is no number is refused before anything is done", async () => {
  const { code, stderr } = await place(few).run("up", {}, "--faults", "bad");
  expect([code, stderr]).toEqual([
    1,
    "error: option '--faults <seed>' argument 'bad' is invalid. Give it a whole number, such as 7.\n",
  ]);
});
