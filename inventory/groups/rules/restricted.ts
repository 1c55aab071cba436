import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { isNamed, type NamedDeclaration } from "../declarations.ts";
import { patternFor } from "../pattern.ts";
import { allows, restrictionOf, unusedIn, type CompiledRestriction } from "../restrictions.ts";
import type { Declared } from "./declared.ts";

/**
 * Checks which file may declare which group. Contributors did not understand upstream's message (facts/upstream.md §10,
 * row 4), so this one names the entry that applies and what to add to it.
 */
export function checkRestrictions({ restrictions, files, groups }: Declared): Diagnostic[] {
  const { hidden, unmatched } = unusedIn(restrictions, files);
  /** Entries that would apply to a file but for a mistake that is reported (unusedRestrictions.ts). */
  const meant = new Map(
    files.map((file) => [
      file,
      [
        ...(hidden.get(restrictionOf(restrictions, file)!) ?? []).filter((entry) => entry.files.test(file)),
        ...[...unmatched].flatMap(([entry, near]) => (near === file ? [entry] : [])),
      ],
    ]),
  );
  return groups.filter(isNamed).flatMap((group) => {
    const restriction = restrictionOf(restrictions, group.file);
    if (restriction === undefined || allows(restriction, group.email)) return [];
    if (meant.get(group.file)?.some((entry) => allows(entry, group.email))) return [];
    return [refused(group, restriction, restrictions)];
  });
}

function refused(
  { email, file, valueAt }: NamedDeclaration,
  restriction: CompiledRestriction,
  all: readonly CompiledRestriction[],
): Diagnostic {
  const { path, allowedGroups, origin } = restriction;
  const entry = `the entry for "${path}" (${origin.file}:${origin.line})`;
  const why = allowedGroups.length === 0 ? `${entry} allows none there` : `no pattern of ${entry} matches it`;
  const pattern = `'${patternFor(email)}'`;
  const here =
    path === file
      ? `add ${pattern} to the allowedGroups of that entry`
      : `add an entry for ${file} with allowedGroups: [${pattern}] above that one`;
  const elsewhere = all.find((other) => !other.doubtful && other !== restriction && allows(other, email));
  const hint =
    elsewhere === undefined ? here : `${here}, or move the group to ${elsewhere.path}, which allows it`;
  return error("group-not-allowed", valueAt(["email-id"]), `${file} may not declare ${email}: ${why}`, hint);
}
