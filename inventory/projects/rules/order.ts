import type { Declarations, Section } from "../declarations.ts";
import { warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import { isStagingId, projectIdPattern } from "../naming.ts";
import { counted } from "../../../terminal/wording.ts";

/**
 * Checks that entries are in alphabetical order, which upstream leaves to reviewers (facts/upstream.md §10, row 17).
 * Gives one warning per list, at the first misplaced entry: upstream's file has a dozen of them.
 */
export function checkOrder({ sections }: Declarations): Diagnostic[] {
  return sections.flatMap(checkSection);
}

function checkSection({ type, projects: declared }: Section): Diagnostic[] {
  // An invalid id must change anyway; its place is checked after that.
  const projects = declared.filter(({ id }) =>
    type === "staging" ? isStagingId(id) : projectIdPattern.test(id),
  );
  const ids = projects.map(({ id }) => id);
  const [first, ...others] = [...ids.keys()].filter((at) => at > 0 && ids[at]! < ids[at - 1]!);
  if (first === undefined) return [];

  const [above, below] = [ids[first - 1]!, ids[first]!];
  const more = others.length === 0 ? "" : ` (and ${counted(others.length, "place")} more)`;
  const message = `${type} is not in alphabetical order: ${below} stands below ${above}${more}`;

  const rest = ids.slice(first + 1);
  const aboveIsTooHigh = rest[0] !== undefined && rest[0] < above && below > (ids[first - 2] ?? "");
  const hint = aboveIsTooHigh
    ? `move ${above} down, below ${ids.findLast((id) => id < above)}`
    : `move ${below} up, above ${ids.find((id) => id > below)}`;
  return [warning("list-order", projects[aboveIsTooHigh ? first - 1 : first]!.origin, message, hint)];
}
