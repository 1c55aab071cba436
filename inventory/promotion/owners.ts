import { compileRe2 } from "../yaml/re2.ts";
import { isMap, valueOf } from "../yaml/values.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import type { LocatedData, Path } from "../yaml/document.ts";
import { readFile } from "../yaml/file.ts";
import { MISREAD_VALUE } from "../yaml/go/values.ts";
import type { Source } from "../yaml/source.ts";
import { quoted } from "../../terminal/wording.ts";
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

/** What leaves a file without approvers. Above the projects, somebody else can approve. */
const REASONS: ReadonlySet<string> = new Set([
  "no-approvers",
  "ignored-filters",
  "filter-pattern",
  MISREAD_VALUE,
]);

/**
 * Checks an OWNERS file. Prow must find an approver in it; otherwise only the owners of the folder above can approve
 * (docs/facts.md, "Prow").
 */
export function checkOwners(source: Source, place: OwnersPlace): readonly Diagnostic[] {
  if (isPlainOwners(source.text)) return [];
  const { data, diagnostics } = readFile(source, ownersFormat);
  const found = data === undefined ? diagnostics : [...diagnostics, ...unseenApprovers(data)];
  if (place === "of a project") return found;
  return found.map((one) => (REASONS.has(one.rule) ? { ...one, severity: "warning" } : one));
}

/** The lists that make Prow ignore `filters`. */
const LISTS = ["approvers", "reviewers", "required_reviewers", "labels"] as const;

/** Says why Prow finds no approver, or not all of them. */
function unseenApprovers(data: LocatedData): Diagnostic[] {
  const filters = valueOf(data.value, ["filters"]);
  const patterns = isMap(filters) ? data.keysOf(["filters"]) : [];
  const parts: Path[] = [[], ...patterns.map((pattern) => ["filters", pattern])];
  if (!parts.some((part) => isStated(valueOf(data.value, [...part, "approvers"])))) {
    const hint = "add at least one GitHub name or alias below `approvers:`";
    return [error("no-approvers", data.keyAt(["approvers"]), "the file names no approver", hint)];
  }
  const beside = LISTS.filter((list) => isStated(valueOf(data.value, [list])));
  if (filters !== undefined && beside.length > 0) {
    const message = `Prow ignores all filters, since the file also has ${beside.join(" and ")} outside of them`;
    const hint = "move these below filters, to the pattern `.*`, or do without filters";
    return [error("ignored-filters", data.keyAt(["filters"]), message, hint)];
  }
  return patterns.flatMap((pattern) => {
    const compiled = compileRe2(pattern);
    if (!("fault" in compiled)) return [];
    const message = `Prow skips the filter ${quoted(pattern)}, which ${compiled.fault}`;
    return [error("filter-pattern", data.keyAt(["filters", pattern]), message, compiled.hint)];
  });
}

/** Whether a list has entries. What is no list is already reported. */
function isStated(list: unknown): boolean {
  return list !== undefined && !(Array.isArray(list) && list.length === 0);
}
