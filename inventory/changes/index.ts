import type { Diagnostic } from "../diagnostics.ts";
import { inReadingOrder } from "../diagnostics.ts";
import type { Change, ChangeRule } from "./change.ts";
import { checkGroups } from "./rules/groups.ts";
import { checkMembers } from "./rules/members.ts";
import { checkProjects } from "./rules/projects.ts";
import { checkRenames } from "./rules/renames.ts";
import { checkRequired } from "./rules/required.ts";
import { checkRetirements } from "./rules/retirements.ts";
import { withWaivers } from "./waivers.ts";

/** All rules about changes; each stands in a file of its own. */
const rules: readonly ChangeRule[] = [
  checkProjects,
  checkGroups,
  checkMembers,
  checkRequired,
  checkRenames,
  checkRetirements,
];

/**
 * Everything that is wrong with a change as such, between two revisions of the data that are sound by themselves: what
 * it takes away beyond the limits, and waivers that do not fit. In reading order. `today` as `YYYY-MM-DD`.
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
