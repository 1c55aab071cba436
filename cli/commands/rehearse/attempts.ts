import type { Attempt } from "../../../engine/up/retry.ts";
import type { ChangedResource } from "../../../engine/operation/summary.ts";
import { nameOf } from "../../../boot/urn.ts";
import { counted } from "../../../terminal/wording.ts";

/** At most this many operations are listed per attempt. */
const LISTED = 100;

/** Describes what every attempt of a run did, in the engine's order, and what failed; empty without attempts. */
export function attemptLines(attempts: readonly Attempt[]): string[] {
  return attempts.flatMap(({ changed, failures, seconds }, index) => {
    const head = `up ${index + 1} of ${attempts.length}: ${counted(changed.length, "resource")} changed in ${seconds.toFixed(1)} s`;
    const wrong = failures.length === 0 ? "" : `, ${counted(failures.length, "failure")}`;
    const left = changed.length - LISTED;
    return [
      `${head}${wrong}`,
      ...changed.slice(0, LISTED).map((resource) => `  ${operation(resource)}`),
      ...(left > 0 ? [`  and ${left} more`] : []),
      ...failures.map(
        ({ urn, message }) => `  failed: ${urn === "" ? "" : `${nameOf(urn)}: `}${firstLine(message)}`,
      ),
    ];
  });
}

function operation({ change, kind, name, properties }: ChangedResource): string {
  return [change, kind, name, ...(properties.length > 0 ? [`(${properties.join(", ")})`] : [])].join(" ");
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}
