import { setTimeout as delay } from "node:timers/promises";
import { writeAdoptions } from "./adoption.ts";
import { existsAlready, passingFailures, realFailures, waitsForGroup } from "./explain.ts";
import { failed, operate, say } from "./operate.ts";
import type { OperationResult } from "./operation.ts";
import type { Run } from "./run.ts";
import { nameOf, type ChangedResource, type Failure, type Tally } from "./tally.ts";

/** How often `up` is repeated in a row at most while nothing gets on. */
const MAX_REPEATS = 3;
/** Seconds before that: until new groups are visible, and for everything else that passes. */
const REPEAT_DELAY = { groups: 15, other: 3 };

/** One `up` of a run: a run has several where what failed passes by itself. */
export interface Attempt {
  /** In the order in which the engine was done with them. */
  readonly changed: readonly ChangedResource[];
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

/**
 * Runs `up`, and again while all that failed passes by itself. What was created although we were told that it was not is
 * adopted on the way: `created` gives import ids of what this run was to create, did not exist before, and exists now.
 *
 * Throws a `UserError` when something else fails, or when nothing gets on any more.
 *
 * @param attempted is told of each `up` when it has ended
 */
export async function applyPatiently(
  run: Run,
  previewed: Tally,
  adopted: ReadonlyMap<string, string>,
  created: (failed: readonly string[]) => ReadonlyMap<string, string>,
  attempted: (attempt: Attempt) => void = () => undefined,
): Promise<OperationResult> {
  let adoptions = adopted;
  for (let repeats = 1; ; repeats += 1) {
    const applied = await operate(run, "up", previewed);
    const { changed } = applied.tally;
    attempted({ changed, failures: realFailures(applied.tally), seconds: applied.result.duration });
    if (applied.result.exitCode === 0) {
      if (adoptions.size > 0) {
        // What was adopted is in the state as the clouds write it; one more run, which changes nothing, puts that right.
        writeAdoptions(run.adoptFile, new Map());
        await applyPatiently(run, previewed, new Map(), created, attempted);
      }
      return applied.result;
    }
    const failures = applied.result.interrupted ? undefined : passingFailures(applied.tally);
    const ours = created(failures?.map(({ urn }) => urn) ?? []);
    if (applied.tally.changed.length > 0) repeats = 1;
    if (
      !failures?.every((failure) => !existsAlready(failure) || ours.has(failure.urn)) ||
      repeats > MAX_REPEATS
    )
      throw failed(run, "up", applied);
    adoptions = new Map([...adoptions, ...ours]);
    writeAdoptions(run.adoptFile, adoptions);
    const groups = failures.some(waitsForGroup);
    const wait = groups ? REPEAT_DELAY.groups : REPEAT_DELAY.other;
    const why = groups ? "new groups are not visible yet" : passing(failures);
    say(`${run.stack}: ${why}; up again in ${wait} s (${repeats} of ${MAX_REPEATS})`);
    await delay(wait * 1000);
  }
}

/** One failure stands for all: one that says by itself what happened. */
function passing(failures: readonly Failure[]): string {
  const reason = /Error \d+|deadline exceeded|connection reset|unexpected EOF/;
  const told = failures.find(({ message }) => reason.test(message));
  const others = failures.length > 1 ? ` and ${failures.length - 1} more` : "";
  return `${nameOf(told?.urn ?? "")}${others} failed for a reason that passes (${reason.exec(told?.message ?? "")?.[0] ?? "no values"})`;
}
