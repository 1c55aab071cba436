/**
 * Random changes of the data, each applied on a bad day: after every one of them, what is declared is what is in the state
 * and what is in the clouds, and nothing was created twice. A project that leaves without being retired, as by a rename, is
 * refused, and everything stays as it was.
 *
 * EDIT_SEQUENCES says how many sequences, EDIT_SEED which: one and always the same where a change is tested, many others
 * in `make nightly`, whose report of a failure names the seed and the shortest sequence that fails.
 */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlanReport } from "../../cli/plan/report.ts";
import { cleanClone } from "../support/cleanClone.ts";
import {
  EMPTY,
  buildsOf,
  edited,
  editsOfOne,
  entriesOf,
  isRefused,
  membersOf,
  type Edit,
  type World,
} from "../support/edits.ts";
import { cloudObjects, infra, stateOf, temporaryFolder, writeData } from "../support/infra.ts";
import { declaredAndApplied } from "../support/inState.ts";
import { createdTwice } from "../support/requests.ts";
import { githubConnections } from "../support/settings.ts";

const sequences = Number(process.env.EDIT_SEQUENCES ?? 1);
/** By default: a project is added with a build, gets others, is renamed (which is refused), retired and removed. */
const seed = Number(process.env.EDIT_SEED ?? 908);
/**
 * In milliseconds: for each sequence and the shrinking of one, on two cores that others use as well, and no more than a timer
 * takes.
 */
const patience = Math.min(900_000 * sequences, 2 ** 31 - 1);

test(
  "after every edit on a bad day, declared is what is in the state and in the clouds",
  { timeout: patience },
  async () => {
    const checkout = connectedCheckout();
    const property = fc.asyncProperty(editsOfOne, fc.nat(999), (edits, faults) =>
      applyAll(checkout, edits, String(faults)),
    );
    await fc.assert(property, {
      seed,
      numRuns: sequences,
      // The one that is always the same is short enough.
      endOnFailure: sequences === 1,
      interruptAfterTimeLimit: patience - 60_000,
    });
  },
);

/** A checkout whose stack is connected to GitHub: without that, builds have no triggers. */
function connectedCheckout(): string {
  const checkout = cleanClone();
  const connections = `  k8s-registry:githubConnections: ${JSON.stringify(githubConnections)}\n`;
  appendFileSync(join(checkout, "Pulumi.staging.yaml"), connections);
  return checkout;
}

async function applyAll(checkout: string, edits: readonly Edit[], faults: string): Promise<void> {
  const folder = temporaryFolder();
  try {
    let world = EMPTY;
    for (const change of edits) {
      const next = edited(world, change);
      if (next === world) continue;
      const place = placeOf(checkout, folder, next, faults);
      if (isRefused(world, next)) await refused(place);
      else {
        await applied(place);
        world = next;
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Place = ReturnType<typeof placeOf>;

/** Data as they are in a world, and the commands over them. */
function placeOf(checkout: string, folder: string, world: World, faults: string) {
  const state = join(folder, "state");
  const log = join(folder, "requests.jsonl");
  const data = writeData(folder, entriesOf(world), [], membersOf(world));
  const builds = join(folder, "builds");
  rmSync(builds, { recursive: true, force: true });
  mkdirSync(builds);
  for (const [project, text] of Object.entries(buildsOf(world)))
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
  expect(createdTwice(log)).toEqual([]);

  const { resources } = JSON.parse((await plan()).stdout) as PlanReport;
  const { declared, applied } = declaredAndApplied(resources, state);
  expect(applied).toEqual(declared);
  const looked = await drift();
  expect([looked.code, looked.stdout]).toEqual([
    0,
    expect.stringMatching(/^staging: \d+ resources?, no drift\n$/),
  ]);
}

async function refused({ state, up }: Place): Promise<void> {
  const before = [stateOf(state), cloudObjects(state)];
  const { code, stdout, stderr } = await up();
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(
    /k8s-staging-\S+ has left the data, but it is protected: .*\n {4}Put it back with `state: retired`/,
  );
  expect([stateOf(state), cloudObjects(state)]).toEqual(before);
}
