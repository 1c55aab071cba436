import { fromRoot } from "../../boot/root.ts";
import { explainFailure, explainWarnings, type Operation } from "./failures.ts";
import { Gate } from "../gate/gate.ts";
import { spawnPulumi, type OperationResult } from "../operation/operation.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { startProgress } from "../operation/progress.ts";
import { OperationSummary } from "../operation/summary.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";

/** One engine operation with everything collected from its events. */
export interface GatedOperation {
  readonly tally: OperationSummary;
  readonly gate: Gate;
  readonly result: OperationResult;
}

/** Runs one operation to its end with the policy pack in `policy/`, and shows its progress and its warnings. */
export async function runWithGate(
  run: RunContext,
  operation: "preview" | "up",
  previewed?: OperationSummary,
  flags: readonly string[] = [],
): Promise<GatedOperation> {
  const tally = new OperationSummary();
  const gate = new Gate();
  const total = previewed && previewed.unchanged + previewed.changed.length;
  const progress = startProgress(process.stderr, `${run.stack}: ${operation}`, total);
  const result = await spawnPulumi(
    run,
    operation,
    (event) => {
      tally.add(event);
      gate.add(event);
      progress.step(tally.finished);
    },
    ["--policy-pack", fromRoot("policy"), ...flags],
  ).finally(() => progress.end());
  for (const line of explainWarnings(tally)) say(line);
  return { tally, gate, result };
}

/** Builds the error that ends a run whose operation failed. */
export function failed(run: RunContext, operation: Operation, { tally, result }: GatedOperation): UserError {
  // Another run holds the lock in the backend, or a killed run left it (pulumi/pulumi pkg/backend/diy/lock.go).
  if (result.output.includes("the stack is currently locked by")) {
    const held = result.output.slice(result.output.indexOf("error: ")).trim();
    return new UserError(`${held}\nNothing was changed.`, EXIT.locked);
  }
  const exitCode = result.interrupted ? EXIT.interrupted : EXIT.failed;
  return new UserError(explainFailure(run, operation, tally, result), exitCode);
}

/** Prints a progress line to standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
