import { failed, runWithGate } from "./runWithGate.ts";
import { endedWell, type OperationResult } from "../operation/operation.ts";
import type { ChangedResource, OperationSummary } from "../operation/summary.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";

/** Up to this many changed resources are verified individually after a run of everything; beyond that, everything is. */
const MOST_TARGETS = 500;

/**
 * Verifies that the clouds match the state for everything that changed; after a run of everything that changed nothing,
 * for everything. Returns nothing if there is nothing to verify. Throws a `UserError` if they differ: the next run would
 * find changes that nobody asked for.
 */
export async function verify(
  run: RunContext,
  { changed }: OperationSummary,
): Promise<OperationResult | undefined> {
  const touched = targetsOf(run, changed);
  if (touched === undefined) return undefined;
  const looked = await runWithGate(touched, "preview", undefined, ["--refresh"]);
  if (!endedWell(looked.result)) throw failed(run, "verify", looked);
  if (looked.tally.changed.length === 0) return looked.result;
  const differing = looked.tally.changed.map(
    ({ kind, name, properties }) => `  ${kind} ${name}: ${properties.join(", ")}`,
  );
  throw new UserError(
    ["Everything was applied, but the clouds differ:", ...differing].join("\n"),
    EXIT.unexpected,
  );
}

/** The run, limited to what changed and still exists. */
function targetsOf(run: RunContext, changed: readonly ChangedResource[]): RunContext | undefined {
  const left = changed.filter(({ change }) => change !== "delete" && change !== "forget");
  const targets = left.map(({ urn }) => urn);
  if (run.targets !== undefined) return targets.length === 0 ? undefined : { ...run, targets };
  return targets.length === 0 || targets.length > MOST_TARGETS ? run : { ...run, targets };
}
