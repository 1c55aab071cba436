import { counted } from "../inventory/wording.ts";
import { leavingLines } from "./leaving.ts";
import type { OperationResult } from "./operation.ts";
import type { Clouds, Run } from "./run.ts";
import { nameOf, type Failure, type Tally } from "./tally.ts";

/** Says why an operation failed, what stands now and what to do, in place of the engine's own report. */
export function explainFailure(
  { stack, clouds }: Pick<Run, "stack" | "clouds">,
  operation: "preview" | "up",
  tally: Tally,
  { exitCode, interrupted, output }: Pick<OperationResult, "exitCode" | "interrupted" | "output">,
): string {
  const failures = realFailures(tally);
  const protectedOnes = failures.filter(isProtected);
  const others = failures.filter((failure) => !isProtected(failure));
  const lines = [...leavingLines(protectedOnes), ...others.map(failureLine)];
  if (lines.length === 0 && output.trim() !== "") lines.push(output.trim());
  if (failures.some(existsAlready)) lines.push(stateBehindCloud(stack, clouds));
  if (interrupted) lines.push("Interrupted.");
  const killed = exitCode === null && operation === "up";
  return [...new Set(lines), killed ? killedWords(clouds) : outcome(operation, tally)].join("\n");
}

/** What went wrong in an operation, without the line by which the engine closes every failed one. */
export function realFailures({ failures }: Tally): readonly Failure[] {
  return failures.filter(({ message }) => !isEcho(message));
}

/** What the engine, the program or a provider warned of, each warning once. */
export function explainWarnings({ warnings }: Tally): string[] {
  const others = warnings.filter(({ message }) => !isOurLanguageHost(message));
  return [...new Set(others.map((warning) => `warning: ${failureLine(warning)}`))];
}

/** On the PATH stands what `installLanguageHost` has put there. */
function isOurLanguageHost(message: string): boolean {
  return message.startsWith("using pulumi-language-nodejs from $PATH");
}

/**
 * Failures that pass by themselves, by what they look like. The provider repeats requests as well, but not all and not
 * for ever (terraform-provider-google, google/transport/error_retry_predicates.go); for new service accounts it waits,
 * for new groups it does not (architecture, New groups).
 */
const PASSING: readonly RegExp[] = [
  /Error 400: Group \S+ does not exist\./,
  /Error 409: There were concurrent policy changes/,
  /Error (429|500|502|503):/,
  /context deadline exceeded|connection reset by peer|unexpected EOF/,
  // What a resource that has failed would have told is missing in those that need it: the engine goes on with them.
  /value output<\w+>\{\} has a problem: Missing required argument/,
];

/** What failed, if all of it is of a kind that passes or exists by now although we were to create it; else undefined. */
export function passingFailures(tally: Tally): readonly Failure[] | undefined {
  const real = realFailures(tally);
  const passes = (failure: Failure) =>
    existsAlready(failure) || PASSING.some((pattern) => pattern.test(failure.message));
  return real.length > 0 && real.every(passes) ? real : undefined;
}

/** Google's answer to a creation of what exists. */
export function existsAlready({ message }: Failure): boolean {
  return /Error 409: (?!There were concurrent policy changes)/.test(message);
}

/** Whether a failure is about a group that is not visible everywhere yet. */
export function waitsForGroup({ message }: Failure): boolean {
  return PASSING[0]?.test(message) ?? false;
}

/** The engine closes every failed operation with a line that says just that. */
function isEcho(message: string): boolean {
  return /^(preview|update) failed$/.test(message);
}

/** The engine's words for a deletion that `protect` forbids (pulumi/pulumi pkg/resource/deploy/step_generator.go). */
function isProtected({ message }: Failure): boolean {
  return message.includes("cannot be deleted") && message.includes("because it is protected");
}

function killedWords(clouds: Clouds): string {
  const where = clouds === "real" ? "the clouds" : "localcloud";
  return `The engine was killed: ${where} may hold resources that the state does not know. Run this again to adopt them and go on.`;
}

/** Also said of what somebody else has made: only a person can tell. */
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

function outcome(operation: "preview" | "up", tally: Tally): string {
  if (operation === "preview") return "Nothing was changed.";
  const done = counted(tally.changed.length, "resource");
  return `${done} changed before that and stay recorded; run this again to go on.`;
}
