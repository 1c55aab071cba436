import { isMap, valueOf } from "../declarations.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { error } from "../diagnostics.ts";
import { parse } from "../parse.ts";
import type { Source } from "../source.ts";
import { validate } from "../validate.ts";
import { quoted } from "../wording.ts";
import { misread } from "./characters.ts";
import { personPattern } from "./names.ts";
import { isPlainOwners } from "./plainOwners.ts";
import { ownersFormat } from "./schema.ts";

/** GitHub names or aliases as somebody may type them, with or without `@`, and a sentence about each that cannot be one. */
export function approversIn(typed: readonly string[]): {
  readonly approvers: readonly string[];
  readonly faults: readonly string[];
} {
  const approvers = typed.map((name) => name.replace(/^@/, ""));
  const wrong = approvers.filter((name) => !personPattern.test(name));
  return {
    approvers,
    faults: wrong.map(
      (name) => `--approver ${quoted(name)}: expected a GitHub name or an alias, such as sig-apps-leads`,
    ),
  };
}

/** What is wrong with an OWNERS file. Somebody must be able to approve: without, only the folder above decides. */
export function checkOwners(source: Source): Diagnostic[] {
  if (isPlainOwners(source.text)) return [];
  const odd = misread(source);
  if (odd !== undefined) return [odd];
  const { data, diagnostics: unparsable } = parse(source, "approvers");
  if (data === undefined) return [...unparsable];
  const found = [...unparsable, ...validate(data, ownersFormat)];
  const filters = valueOf(data.value, ["filters"]);
  const lists = [data.value, ...(isMap(filters) ? Object.values(filters) : [])];
  const stated = lists.map((list) => valueOf(list, ["approvers"]));
  // What is not a list has been reported.
  if (stated.some((approvers) => approvers !== undefined && !isEmpty(approvers))) return found;
  const message = "the file names no approver";
  const hint = "add at least one GitHub name or alias below `approvers:`";
  return [...found, error("no-approvers", data.keyAt(["approvers"]), message, hint)];
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}
