import { Steps } from "../gate/steps.ts";
import { say } from "../up/runWithGate.ts";
import { spawnPulumi } from "../operation/operation.ts";
import { startProgress } from "../operation/progress.ts";
import { kindOf, nameOf, typeOf } from "../../boot/urn.ts";
import { OperationSummary } from "../operation/summary.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";
import { openWorkspace } from "../workspace/index.ts";
import type { WorkspaceOptions } from "../workspace/workspace.ts";
import { driftsIn, type Drift } from "./findings.ts";
import { reportOf, type DriftReport } from "./report.ts";

/**
 * Compares the clouds with what was last applied, by a preview that refreshes. Changes nothing.
 *
 * Throws a `UserError` when nothing has been applied yet, and when the comparison ends early for a reason that concerns
 * no particular resource.
 */
export async function drift(options: Omit<WorkspaceOptions, "files">): Promise<DriftReport> {
  const { stack } = options;
  // A change of the data that has not been applied yet is not drift.
  const { run, close } = await openWorkspace({ ...options, files: "applied" }, say);
  try {
    const tally = new OperationSummary();
    const steps = new Steps();
    const drifts: Drift[] = [];
    const progress = startProgress(process.stderr, `${stack}: drift`);
    const { output, interrupted, exitCode } = await spawnPulumi(
      run,
      "preview",
      (event) => {
        tally.add(event);
        steps.add(event);
        drifts.push(...driftsIn(event));
        progress.step(tally.finished);
      },
      ["--refresh"],
    ).finally(() => progress.end());
    if (interrupted) throw new UserError("Interrupted.", EXIT.interrupted);
    const unread = tally.failures.filter(({ urn }) => urn !== "");
    if (!steps.complete || (tally.failures.length > 0 && unread.length === 0)) {
      const why = tally.failures.map(({ message }) => message).join("\n");
      const said = why === "" ? output.trim() : why;
      throw new UserError(
        `The clouds could not be compared:\n${exitCode === null ? "The engine was killed." : said}`,
      );
    }
    const unknown = unread.map(({ urn, message }) => ({
      resource: `${kindOf(typeOf(urn))} ${nameOf(urn)}`,
      why: message,
    }));
    return reportOf(stack, drifts, unknown, tally.finished);
  } finally {
    close();
  }
}
