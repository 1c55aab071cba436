import { existsSync } from "node:fs";
import { findPulumi } from "../find.ts";
import { readApplied } from "../gate/applied.ts";
import { Steps } from "../gate/steps.ts";
import { checkStack, prepareLocalRun, type LocalRunOptions } from "../localRun.ts";
import { runOperation } from "../operation.ts";
import { startProgress } from "../progress.ts";
import { localFolders, openStateFolder } from "../stateFolder.ts";
import { Tally, kindOf, nameOf } from "../tally.ts";
import { UserError } from "../userError.ts";
import { driftsIn, type Drift } from "./findings.ts";
import { reportOf, type DriftReport } from "./report.ts";

/**
 * Compares the clouds with what was applied last, by a preview that refreshes. Reads only.
 *
 * Throws a `UserError` where nothing was applied yet, and where the comparison ended early for a reason that concerns no
 * resource.
 */
export async function drift(options: LocalRunOptions): Promise<DriftReport> {
  const { stack, stateFolder } = options;
  checkStack(stack);
  if (!existsSync(stateFolder)) throw nothingApplied(stack);
  const close = openStateFolder(stateFolder, say);
  try {
    // A change of the data that nobody has applied yet is no drift.
    const applied = readApplied(localFolders(stateFolder).applied, stack);
    if (applied === undefined) throw nothingApplied(stack);
    const run = await prepareLocalRun({ ...options, files: applied.files }, await findPulumi(say));
    const tally = new Tally();
    const steps = new Steps();
    const drifts: Drift[] = [];
    const progress = startProgress(process.stderr, `${stack}: drift`);
    const { output } = await runOperation(
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
    const unread = tally.failures.filter(({ urn }) => urn !== "");
    if (!steps.complete || (tally.failures.length > 0 && unread.length === 0)) {
      const why = tally.failures.map(({ message }) => message).join("\n");
      throw new UserError(`The clouds could not be compared:\n${why === "" ? output.trim() : why}`);
    }
    const unknown = unread.map(({ urn, message }) => ({
      resource: `${kindOf(urn)} ${nameOf(urn)}`,
      why: message,
    }));
    return reportOf(stack, drifts, unknown, tally.finished);
  } finally {
    close();
  }
}

function nothingApplied(stack: string): UserError {
  return new UserError(`Nothing says what was applied of ${stack}: \`infra deploy ${stack}\` comes first.`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
