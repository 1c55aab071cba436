import { listed } from "../../../terminal/wording.ts";
import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import { unusedIn, type CompiledRestriction } from "../restrictions.ts";
import type { Declared } from "./declared.ts";

/** Checks that each restriction applies to a file. Upstream's program takes one that never does without a word. */
export function checkUnusedRestrictions({ restrictions, files }: Declared): Diagnostic[] {
  const { hidden, unmatched } = unusedIn(restrictions, files);
  return [
    ...[...hidden].map(([first, others]) => hides(first, others)),
    ...[...unmatched].map(([restriction, near]) => matchesNone(restriction, near)),
  ];
}

function hides({ path, origin }: CompiledRestriction, hidden: readonly CompiledRestriction[]): Diagnostic {
  const below = listed(hidden.map((entry) => `"${entry.path}"`));
  const message = `the entry for "${path}" stands above ${below} and matches the same files, so it applies in their place`;
  const hint = hidden.some((entry) => entry.path === path)
    ? "list all allowedGroups of one path in one entry"
    : `move it below line ${hidden.at(-1)!.origin.line}: the first entry that matches a file applies`;
  return error("restriction-order", origin, message, hint);
}

/** A warning if the file may be yet to come: an entry may be approved before its file, and an example may be partial. */
function matchesNone({ path, origin }: CompiledRestriction, near: string | undefined): Diagnostic {
  const message = `there is no "${path}", so this entry never applies`;
  return near === undefined
    ? warning("restriction-unused", origin, message, "correct the path, or remove the entry")
    : error("restriction-unused", origin, message, `did you mean ${near}?`);
}
