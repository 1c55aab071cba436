import { counted } from "../inventory/wording.ts";
import { leavingLines } from "./leaving.ts";
import { nameOf, type Failure, type Tally } from "./tally.ts";

/** Says why an operation failed, what stands now and what to do, in place of the engine's own report. */
export function explainFailure(
  operation: "preview" | "up",
  tally: Tally,
  output: string,
  killed = false,
): string {
  const failures = tally.failures.filter(({ message }) => !isEcho(message));
  const protectedOnes = failures.filter(isProtected);
  const others = failures.filter((failure) => !isProtected(failure));
  const lines = [...leavingLines(protectedOnes), ...others.map(failureLine)];
  if (lines.length === 0 && output.trim() !== "") lines.push(output.trim());
  if (failures.some(existsAlready)) lines.push(STATE_BEHIND_CLOUD);
  return [...new Set(lines), killed && operation === "up" ? KILLED : outcome(operation, tally)].join("\n");
}

/**
 * Whether an operation failed only because groups that exist are not visible everywhere yet, which passes within a
 * minute: the provider waits for new service accounts, but not for new groups (architecture, New groups).
 */
export function onlyWaitsForGroups({ failures }: Tally): boolean {
  const real = failures.filter(({ message }) => !isEcho(message));
  return (
    real.length > 0 && real.every(({ message }) => /Error 400: Group \S+ does not exist\./.test(message))
  );
}

/** The engine closes every failed operation with a line that says just that. */
function isEcho(message: string): boolean {
  return /^(preview|update) failed$/.test(message);
}

/** The engine's words for a deletion that `protect` forbids (pulumi/pulumi pkg/resource/deploy/step_generator.go). */
function isProtected({ message }: Failure): boolean {
  return message.includes("cannot be deleted") && message.includes("because it is protected");
}

/** Google's answer to a creation of what exists. */
function existsAlready({ message }: Failure): boolean {
  return message.includes("Error 409");
}

const KILLED =
  "The engine was killed before it could write its state: localcloud may hold resources that the state does not know.\n" +
  "    `make down` clears both; then run this again.";

const STATE_BEHIND_CLOUD =
  "The cloud has resources that the state does not know: most likely a run was killed before it could write its state.\n" +
  "    `make down` clears both and starts over; the import ids of docs/bootstrap.md keep what exists.";

function failureLine({ urn, message }: Failure): string {
  const what = message.replace(/^Preview failed: /, "");
  return urn === "" ? what : `${nameOf(urn)}: ${what}`;
}

function outcome(operation: "preview" | "up", tally: Tally): string {
  if (operation === "preview") return "Nothing was changed.";
  const done = counted(tally.changed.length, "resource");
  return `${done} changed before that and stay recorded; run this again to go on.`;
}
