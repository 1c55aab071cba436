import { inReadingOrder, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Change, ChangeRule } from "./change.ts";
import { checkGroups } from "./rules/groups.ts";
import { checkMembers } from "./rules/members.ts";
import { checkProjects } from "./rules/projects.ts";
import { checkRenames } from "./rules/renames.ts";
import { checkRequired } from "./rules/required.ts";
import { checkRetirements } from "./rules/retirements.ts";
import { withWaivers } from "./waivers.ts";

/** All change rules; each has its own file. */
const rules: readonly ChangeRule[] = [
  checkProjects,
  checkGroups,
  checkMembers,
  checkRequired,
  checkRenames,
  checkRetirements,
];

/**
 * Checks a change between two revisions that are each valid: removals beyond the limits, and waivers that do not apply.
 * Returns diagnostics in reading order. `today` is `YYYY-MM-DD`.
 */
export function checkChange(change: Change, today: string): Diagnostic[] {
  return inReadingOrder(
    withWaivers(
      change,
      rules.flatMap((rule) => rule(change, today)),
      today,
    ),
  );
}
