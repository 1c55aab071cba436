import { nameOf } from "../../boot/urn.ts";
import { counted } from "../../terminal/wording.ts";
import { DISK_FULL, reportsFullDisk } from "../operation/diskFull.ts";
import { removalRemedies } from "./removals.ts";
import type { OperationResult } from "../operation/operation.ts";
import { existsAlready } from "./transientErrors.ts";
import type { Clouds, RunContext } from "../pulumi/runContext.ts";
import { realFailures, type Failure, type OperationSummary } from "../operation/summary.ts";

/** What the engine does for a run: `verify` is the preview after `up` that checks the clouds for drift. */
export type Operation = "preview" | "up" | "verify";

/** Explains why an operation failed, what was changed, and what to do, in place of the engine's own report. */
export function explainFailure(
  { stack, clouds }: Pick<RunContext, "stack" | "clouds">,
  operation: Operation,
  tally: OperationSummary,
  { exitCode, interrupted, output }: Pick<OperationResult, "exitCode" | "interrupted" | "output">,
): string {
  // Operations that the interruption canceled are not failures of their own.
  const failures = realFailures(tally).filter(({ message }) => !interrupted || !isGivenUp(message));
  const protectedOnes = failures.filter(isProtected);
  const others = failures.filter((failure) => !isProtected(failure));
  const lines = [...removalRemedies(protectedOnes.map(({ urn }) => urn)), ...others.map(failureLine)];
  if (lines.length === 0 && !interrupted && output.trim() !== "") lines.push(output.trim());
  if (failures.some(existsAlready)) lines.push(stateBehindCloud(stack, clouds));
  if (interrupted) lines.push("Interrupted.");
  const isKilled = exitCode === null;
  if (isKilled && operation !== "up") lines.push("The engine was killed.");
  const isFull = operation === "up" && [output, ...lines].some(reportsFullDisk);
  if (isFull) return [...new Set(lines), DISK_FULL].join("\n");
  if (isUnsaved(output)) return [...new Set(lines), UNSAVED].join("\n");
  return [
    ...new Set(lines),
    isKilled && operation === "up" ? killedWords(clouds) : outcome(operation, tally),
  ].join("\n");
}

/** Whether the engine could not save its state (pulumi/pulumi pkg/backend/snapshot.go). */
function isUnsaved(output: string): boolean {
  return output.includes("failed to save snapshot");
}

const UNSAVED =
  "The state may not record everything that was done. Fix what kept it from being saved and run this again; it adopts what exists.";

/** Returns the warnings of the engine, the program and the providers, without duplicates. */
export function explainWarnings({ warnings }: OperationSummary): string[] {
  const others = warnings.filter(({ message }) => !isOurLanguageHost(message));
  return [...new Set(others.map((warning) => `warning: ${failureLine(warning)}`))];
}

/** The engine warns about the language host that `installLanguageHost` put on the PATH. */
function isOurLanguageHost(message: string): boolean {
  return message.startsWith("using pulumi-language-nodejs from $PATH");
}

/** The engine's message for a deletion that `protect` forbids (pulumi/pulumi pkg/resource/deploy/step_generator.go). */
function isProtected({ message }: Failure): boolean {
  return message.includes("cannot be deleted") && message.includes("because it is protected");
}

function killedWords(clouds: Clouds): string {
  const where = clouds === "real" ? "the clouds" : "localcloud";
  return `The engine was killed: ${where} may hold resources that the state does not know. Run this again to adopt them and go on.`;
}

/** Also shown when somebody else created the resources: only a person can tell. */
function stateBehindCloud(stack: string, clouds: Clouds): string {
  const command = `bin/infra recover ${stack}${clouds === "real" ? " --clouds real" : ""}`;
  return (
    "The cloud has resources that the state does not know. What this run made is adopted when you run this again;\n" +
    `    \`${command}\` adopts all of it.`
  );
}

function failureLine({ urn, message }: Failure): string {
  const what = message.replace(/^Preview failed: /, "");
  return urn === "" ? what : `${nameOf(urn)}: ${what}`;
}

function isGivenUp(message: string): boolean {
  return message.includes("context canceled");
}

function outcome(operation: Operation, tally: OperationSummary): string {
  if (operation === "preview") return "Nothing was changed.";
  if (operation === "verify")
    return "Everything was applied, but the drift check did not finish: run `infra drift`.";
  const changed = tally.changed.length;
  const done = counted(changed, "resource");
  return `${done} changed before that and ${changed === 1 ? "stays" : "stay"} recorded; run this again to go on.`;
}
