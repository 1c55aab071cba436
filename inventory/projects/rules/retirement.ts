import type { Declarations, StagingDeclaration } from "../declarations.ts";
import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";

const KEY = "read_only_until";

/** Checks that a retired project, and no other, says until when its images stay readable. */
export function checkRetirement({ staging }: Declarations): Diagnostic[] {
  return staging.filter(({ entry }) => entry.profile === "images").flatMap(checkDay);
}

function checkDay({ id, entry: { state }, keysOf, keyAt }: StagingDeclaration): Diagnostic[] {
  const stated = keysOf([]).includes(KEY);
  if (state === "retired" && !stated) {
    const message = `${id} is retired and does not say until when its images can be read`;
    const hint = `add \`${KEY}: <YYYY-MM-DD>\`; from that day on the entry may be removed`;
    return [error("retired-without-day", keyAt(["state"]), message, hint)];
  }
  if (state === "retired" || !stated) return [];
  const message = `${id}: ${KEY} has no effect, since the project is ${state}`;
  return [
    warning("key-without-effect", keyAt([KEY]), message, "remove the key, or make it `state: retired`"),
  ];
}
