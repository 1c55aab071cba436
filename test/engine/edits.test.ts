/**
 * Random changes of the data, each applied on a bad day: after every one of them, what is declared is what is in the state
 * and what is in the clouds.
 *
 * EDIT_SEQUENCES says how many sequences, EDIT_SEED which: one and always the same where a change is tested, many others
 * in `make nightly`, whose report of a failure names the seed and the shortest sequence that fails.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlanReport } from "../../cli/plan/report.ts";
import { EMPTY, edited, editsOfOne, entriesOf, membersOf, type Edit } from "../support/edits.ts";
import { infra, temporaryFolder, writeData } from "../support/infra.ts";
import { declaredAndApplied } from "../support/inState.ts";

const sequences = Number(process.env.EDIT_SEQUENCES ?? 1);
const seed = Number(process.env.EDIT_SEED ?? 21);
/** In milliseconds, for one sequence and the shrinking of it, on two cores that others use as well. */
const patience = 900_000;

test(
  "after every edit on a bad day, declared is what is in the state and in the clouds",
  { timeout: patience * sequences },
  async () => {
    await fc.assert(fc.asyncProperty(editsOfOne, fc.nat(999), applyAll), {
      seed,
      numRuns: sequences,
      interruptAfterTimeLimit: patience * sequences - 60_000,
    });
  },
);

async function applyAll(edits: readonly Edit[], faults: number): Promise<void> {
  const folder = temporaryFolder();
  const state = join(folder, "state");
  try {
    let world = EMPTY;
    for (const change of edits) {
      const next = edited(world, change);
      if (next === world) continue;
      world = next;
      const data = writeData(folder, entriesOf(world), [], membersOf(world));
      const place = ["staging", "--state", state];
      const up = await infra(["up", ...place, ...data, "--faults", String(faults)]);
      expect(up.code, up.stderr).toBe(0);

      const { stdout } = await infra(["plan", "staging", "--json", ...data]);
      const { resources } = JSON.parse(stdout) as PlanReport;
      const { declared, applied } = declaredAndApplied(resources, state);
      expect(applied).toEqual(declared);
      const drift = await infra(["drift", ...place]);
      expect([drift.code, drift.stdout]).toEqual([
        0,
        expect.stringMatching(/^staging: \d+ resources?, no drift\n$/),
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
