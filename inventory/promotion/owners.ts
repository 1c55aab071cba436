import { isMap, valueOf } from "../yaml/values.ts";
import { error, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { readFile } from "../yaml/file.ts";
import type { Source } from "../yaml/source.ts";
import { quoted } from "../../terminal/wording.ts";
import { goYamlDifferences } from "./characters.ts";
import { personPattern } from "./names.ts";
import { isPlainOwners } from "./plainOwners.ts";
import { ownersFormat } from "./schema.ts";

/** Parses GitHub names or aliases, typed with or without `@`. `faults` has a sentence for each invalid one. */
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

/** Whose file it is: a project's own, or that of a folder above the projects. */
export type OwnersPlace = "of a project" | "above the projects";

/**
 * Checks an OWNERS file. That of a directory must name an approver; otherwise only the owners of the parent folder can
 * approve. One above the directories may add only labels or reviewers.
 */
export function checkOwners(source: Source, place: OwnersPlace): readonly Diagnostic[] {
  if (isPlainOwners(source.text)) return [];
  const odd = goYamlDifferences(source);
  if (odd !== undefined) return [odd];
  const { data, diagnostics: found } = readFile(source, ownersFormat);
  if (data === undefined) return [...found];
  const filters = valueOf(data.value, ["filters"]);
  const lists = [data.value, ...(isMap(filters) ? Object.values(filters) : [])];
  const stated = lists.map((list) => valueOf(list, ["approvers"]));
  // Approvers that are not a list are already reported.
  if (stated.some((approvers) => approvers !== undefined && !isEmpty(approvers))) return found;
  const message = "the file names no approver";
  const hint = "add at least one GitHub name or alias below `approvers:`";
  const report = place === "of a project" ? error : warning;
  return [...found, report("no-approvers", data.keyAt(["approvers"]), message, hint)];
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}
