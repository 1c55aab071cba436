import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { quoted } from "../../../terminal/wording.ts";
import type { BuildDeclaration } from "../declarations.ts";
import { scheduleFault } from "../schedule.ts";

const pushKeys = ["branches", "tags", "skip", "paths"] as const;

/** Checks that a build declares what starts it: either pushes or a schedule. */
export function checkEvents({ name, entry, origin, keysOf, keyAt, valueAt }: BuildDeclaration): Diagnostic[] {
  const stated = keysOf([]);
  const { schedule } = entry;
  if (!stated.includes("schedule")) {
    if (stated.includes("branch")) {
      const message = `${name}: branch is for builds with a schedule`;
      return [
        error("branch-without-schedule", keyAt(["branch"]), message, "write `branches: [^main$]` instead"),
      ];
    }
    if (stated.some((key) => key === "branches" || key === "tags" || key === "skip")) return [];
    const message = `${name} does not say what starts it`;
    const hint = "add `branches: [^main$]`, `tags: [semver]`, or `schedule` and `branch`";
    return [error("build-without-event", origin, message, hint)];
  }
  const found: Diagnostic[] = pushKeys
    .filter((key) => stated.includes(key))
    .map((key) => {
      const message = `${name}: ${key} is about pushes, and a build with a schedule is started by none`;
      return error("schedule-and-push", keyAt([key]), message, "make it two builds, or remove the key");
    });
  if (!stated.includes("branch")) {
    const message = `${name} has a schedule and does not say which branch it builds`;
    found.push(
      error("schedule-without-branch", keyAt(["schedule"]), message, "add `branch: main`, or another one"),
    );
  }
  const fault = schedule === undefined ? undefined : scheduleFault(schedule, entry.runner);
  if (schedule !== undefined && fault !== undefined) {
    const message = `${name}: schedule, ${quoted(schedule)}, ${fault}`;
    const hint = 'for example `schedule: "0 4 * * *"` for each day at 4:00 UTC';
    found.push(error("schedule", valueAt(["schedule"]), message, hint));
  }
  return found;
}
