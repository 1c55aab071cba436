/**
 * Random edits of the data, each applied with injected faults (a "bad day"). After each of them, the declared resources
 * match the state and the clouds, and nothing was created twice. A project that leaves without being retired, for
 * example by a rename, is refused, and nothing changes. Several sequences are applied side by side, one edit of each at
 * a time, because running the engine costs more than the changes do.
 *
 * EDIT_SEQUENCES sets the number of sequences, EDIT_SEED their seed. Tests of a change use a few fixed ones; `make
 * nightly` uses many others, and its failure report names the seed and the shortest failing sequences.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlanReport } from "../../../cli/review/plan/report.ts";
import { connectedCheckout } from "../../support/connectedCheckout.ts";
import {
  allOf,
  buildsOf,
  edited,
  emptyWorld,
  entriesOf,
  lost,
  membersOf,
  sequence,
  type Edit,
  type Projects,
} from "../../support/edits.ts";
import { cloudObjects, infra, stateOf, temporaryFolder, writeData } from "../../support/infra.ts";
import { declaredAndApplied } from "../../support/inState.ts";
import { createdTwice } from "../../support/requests.ts";

const sequences = Number(process.env.EDIT_SEQUENCES ?? 3);
/**
 * The default adds projects with a build, changes their builds, renames them (which is refused), retires and removes
 * them.
 */
const seed = Number(process.env.EDIT_SEED ?? 10840);
/** The most sequences that are applied side by side. */
const WIDTH = 20;
const width = Math.min(sequences, WIDTH);
/**
 * In milliseconds: enough for each batch of sequences and for shrinking one, on two shared cores, within the limit of a
 * timer.
 */
const patience = Math.min((3_600_000 * sequences) / width, 2 ** 31 - 1);

test(
  "after every edit, despite injected faults, the declared resources match the state and the clouds",
  { timeout: patience },
  async () => {
    const checkout = connectedCheckout();
    const batch = fc.tuple(...Array.from({ length: width }, () => sequence));
    const property = fc.asyncProperty(batch, fc.nat(999), (edits, faults) =>
      applyAll(checkout, edits, String(faults)),
    );
    await fc.assert(property, {
      seed,
      numRuns: Math.ceil(sequences / width),
      // The fixed sequences are short enough without shrinking.
      endOnFailure: process.env.EDIT_SEQUENCES === undefined,
      interruptAfterTimeLimit: patience - 60_000,
    });
  },
);

/** Applies sequences of edits side by side: the first edit of each, then the second of each. */
async function applyAll(
  checkout: string,
  edits: readonly (readonly Edit[])[],
  faults: string,
): Promise<void> {
  const folder = temporaryFolder();
  try {
    let worlds = edits.map((_, number) => emptyWorld(number));
    for (let round = 0; round < Math.max(...edits.map(({ length }) => length)); round += 1) {
      const wanted = worlds.map((world, number) => edited(world, edits[number]![round]));
      const isLost = wanted.map((world, number) => lost(worlds[number]!, world).length > 0);
      if (isLost.includes(true)) {
        const bad = wanted.map((world, number) => (isLost[number] ? world : worlds[number]!));
        const left = bad.flatMap((world, number) => lost(worlds[number]!, world));
        await refused(placeOf(checkout, folder, allOf(bad), faults), left);
      }
      const next = wanted.map((world, number) => (isLost[number] ? worlds[number]! : world));
      if (next.some((world, number) => world !== worlds[number]))
        await applied(placeOf(checkout, folder, allOf(next), faults));
      worlds = next;
    }
    console.log(
      `after every edit of ${edits.length} sequences on the bad day ${faults} nothing was lost or doubled`,
    );
  } catch (error) {
    // Shrinking to the shortest failing sequences takes hours, so report the failure first.
    console.error(`with ${edits.length} sequences and the bad day ${faults}:`, error);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Place = ReturnType<typeof placeOf>;

/** Writes data with these projects, and returns the commands that run on it. */
function placeOf(checkout: string, folder: string, projects: Projects, faults: string) {
  const state = join(folder, "state");
  const log = join(folder, "requests.jsonl");
  const data = writeData(folder, entriesOf(projects), [], membersOf(projects));
  const builds = join(folder, "builds");
  rmSync(builds, { recursive: true, force: true });
  mkdirSync(builds);
  for (const [project, text] of Object.entries(buildsOf(projects)))
    writeFileSync(join(builds, `${project}.yaml`), text);
  const run = (command: string, ...args: string[]) =>
    infra(
      [command, "staging", ...args],
      { ...process.env, LOCALCLOUD_LOG: log },
      join(checkout, "bin/infra"),
    );
  const stand = ["--state", state];
  return {
    state,
    log,
    up: () => run("up", ...stand, ...data, "--faults", faults),
    plan: () => run("plan", "--json", ...data),
    drift: () => run("drift", ...stand),
  };
}

async function applied({ state, log, up, plan, drift }: Place): Promise<void> {
  rmSync(log, { force: true });
  const { code, stderr } = await up();
  expect(code, stderr).toBe(0);
  expect(createdTwice(log, state)).toEqual([]);

  const { resources } = JSON.parse((await plan()).stdout) as PlanReport;
  const { declared, applied } = declaredAndApplied(resources, state);
  expect(applied).toEqual(declared);
  const looked = await drift();
  expect([looked.code, looked.stdout]).toEqual([
    0,
    expect.stringMatching(/^staging: [\d,]+ resources?, no drift\n$/),
  ]);
}

/** @param left The projects that have left the data. */
async function refused({ state, up }: Place, left: readonly string[]): Promise<void> {
  const before = [stateOf(state), cloudObjects(state)];
  const { code, stdout, stderr } = await up();
  expect([code, stdout]).toEqual([1, ""]);
  const named = [
    ...stderr.matchAll(/^(\S+) has left the data, but it is protected: .*\n {4}Put it back with/gm),
  ];
  expect(named.map(([, name]) => name)).toEqual(left.toSorted());
  expect([stateOf(state), cloudObjects(state)]).toEqual(before);
}
