import { writeAdoptions } from "../workspace/adoption.ts";
import { failed, runWithGate, say } from "./runWithGate.ts";
import { endedWell, type OperationResult } from "../operation/operation.ts";
import { MAX_RETRIES, existsAlready, transientFailures, retryDelay } from "./transientErrors.ts";
import { pause } from "../operation/pause.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import {
  realFailures,
  type ChangedResource,
  type Failure,
  type OperationSummary,
} from "../operation/summary.ts";

/** One `up` of a run. A run has several when transient errors make it retry. */
export interface Attempt {
  /** In the order in which the engine finished them. */
  readonly changed: readonly ChangedResource[];
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

/**
 * Runs `up`, and retries it while every failure is transient. A resource that was created although its creation was
 * reported as failed is adopted on the retry.
 *
 * Throws a `UserError` when anything else fails, or when the retries stop making progress.
 *
 * @param created given the URNs that failed, returns the import ids, by URN, of resources that this run was to create,
 * that did not exist before, and that exist now
 * @param attempted called after each `up`
 */
export async function applyWithRetries(
  context: RunContext,
  previewed: OperationSummary,
  adopted: ReadonlyMap<string, string>,
  created: (failed: readonly string[]) => ReadonlyMap<string, string>,
  attempted: (attempt: Attempt) => void = () => undefined,
): Promise<OperationResult> {
  let run = context;
  let adoptions = adopted;
  for (let repeats = 1; ; repeats += 1) {
    const applied = await runWithGate(run, "up", previewed);
    const { changed } = applied.tally;
    run = withoutGone(run, changed);
    attempted({ changed, failures: realFailures(applied.tally), seconds: applied.result.duration });
    if (endedWell(applied.result)) {
      if (adoptions.size > 0) {
        // The state has adopted resources as the clouds return them. Another run, without changes, normalizes that.
        writeAdoptions(run.adoptFile, new Map());
        await applyWithRetries(run, previewed, new Map(), created, attempted);
      }
      return applied.result;
    }
    const failures = applied.result.interrupted ? undefined : transientFailures(applied.tally);
    const ours = created(failures?.map(({ urn }) => urn) ?? []);
    if (applied.tally.changed.length > 0) repeats = 1;
    if (
      !failures?.every((failure) => !existsAlready(failure) || ours.has(failure.urn)) ||
      repeats > MAX_RETRIES
    )
      throw failed(run, "up", applied);
    adoptions = new Map([...adoptions, ...ours]);
    writeAdoptions(run.adoptFile, adoptions);
    const { why, wait } = retryDelay(failures, repeats);
    say(`${run.stack}: ${why}; up again in ${wait} s (${repeats} of ${MAX_RETRIES})`);
    if (!(await pause(wait)))
      throw failed(run, "up", { ...applied, result: { ...applied.result, interrupted: true } });
  }
}

/** Leaves out the targets that are no longer in the state: the engine refuses them. */
function withoutGone(run: RunContext, changed: readonly ChangedResource[]): RunContext {
  if (run.targets === undefined) return run;
  const gone = new Set(
    changed.filter(({ change }) => change === "delete" || change === "forget").map(({ urn }) => urn),
  );
  return { ...run, targets: run.targets.filter((urn) => !gone.has(urn)) };
}
