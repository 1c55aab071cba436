/** Ctrl-C: what was begun is finished and recorded, and nothing else is begun. */
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cloudObjects, infra, messages, startInfra, testFolder, writeData } from "../../support/infra.ts";

/** Starts an `up` of one project, and interrupts it as soon as the engine has written something of an operation. */
async function interrupted(operation: "preview" | "up", written: string) {
  const folder = testFolder();
  const state = join(folder, "state");
  const args = ["up", "staging", "--state", state, ...writeData(folder, { "k8s-staging-kind": [] })];
  const { child, ended } = startInfra(args);
  const events = join(state, "logs", `${operation}.jsonl`);
  while (!existsSync(events) || !readFileSync(events, "utf8").includes(written)) await delay(5);
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  expect(existsSync(join(state, "run.lock"))).toBe(false);
  return { state, code, said: messages(stderr), again: () => infra(args) };
}

test("at the very end of a preview: it is not applied", async () => {
  const { state, code, said } = await interrupted("preview", '"summaryEvent"');
  expect([code, said]).toEqual([130, ["Interrupted.", "Nothing was changed."]]);
  expect(cloudObjects(state)).toEqual({});
});

test("in the middle of an up: what stands is said, and the next one goes on", async () => {
  const { code, said, again } = await interrupted("up", '"resOutputsEvent"');
  expect([code, said]).toEqual([
    130,
    [
      "Interrupted.",
      expect.stringMatching(
        /^(1 resource changed before that and stays|\d+ resources changed before that and stay) recorded; run this again to go on\.$/,
      ),
    ],
  ]);
  const next = await again();
  expect(next.code, next.stderr).toBe(0);
  expect(next.stderr).not.toContain("was killed");
});
