import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { BuildDeclaration } from "../declarations.ts";
import type { BuildEntry } from "../schema.ts";
import { cronOf } from "../schedule.ts";

/** Checks that a build that no trigger can express stays with Prow, with a reason, so that nobody tries to move it. */
export function checkRunner({ name, entry, origin, keyAt, valueAt }: BuildDeclaration): Diagnostic[] {
  const fault = triggerFault(entry);
  if (entry.runner === "trigger") {
    if (fault !== undefined) {
      const hint = `${fault.hint}, or leave it to Prow: \`runner: prow\` with a \`reason\``;
      return [error("no-trigger", valueAt([fault.key]), `${name} cannot be a trigger: ${fault.what}`, hint)];
    }
    if (entry.reason === undefined) return [];
    const message = `${name}: reason says why Prow runs a build, and a trigger runs this one`;
    return [warning("key-without-effect", keyAt(["reason"]), message, "remove the reason")];
  }
  if (fault === undefined || entry.reason !== undefined) return [];
  const message = `${name} cannot be a trigger, and does not give that as its reason: ${fault.what}`;
  return [error("prow-without-reason", origin, message, "add a `reason`")];
}

/** What a trigger cannot express about a build; undefined if it can express everything. */
function triggerFault(
  entry: BuildEntry,
): { key: "skip" | "schedule"; what: string; hint: string } | undefined {
  const { branches, tags, skip, schedule } = entry;
  if (skip !== undefined && (branches ?? tags) !== undefined) {
    return {
      key: "skip",
      what: "a trigger takes what is built or what is skipped, not both",
      hint: "leave out `skip`, or `branches` and `tags`",
    };
  }
  if (schedule !== undefined && cronOf(schedule) === undefined) {
    return {
      key: "schedule",
      what: `Cloud Scheduler knows only cron, and "${schedule}" is no whole part or multiple of a day up to a month`,
      hint: "write the schedule as cron",
    };
  }
  return undefined;
}
