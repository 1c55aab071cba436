import { membersOf } from "../../groups/graph.ts";
import type { Group } from "../../groups/types.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { beyondLimit, isDeclared, mostOf, percent, type Change, type Finding } from "../change.ts";

/** The largest share of a group's members that one change may remove: peribolos' (--maximum-removal-delta, 0.25). */
const LARGEST_SHARE = 0.25;

/** Maximum number of memberships that one change may remove: one person in all groups of a SIG, or a small group. */
const MOST_REMOVALS = 30;

/** A group that loses members, with the members it loses. */
interface Loss {
  readonly group: Group;
  readonly before: number;
  readonly lost: readonly string[];
}

/**
 * Limits how many members a change may remove, so that an editing mistake does not lock out a SIG. Members are counted
 * over all roles and as declared, whether or not the membership is partial. Upstream has no such limit
 * (facts/upstream.md §3). Retiring a group is explicit, so it counts only toward the total.
 */
export function checkMembers(change: Change): Finding[] {
  const losses = lossesOf(change);
  return [...losses.flatMap(checkShare), ...checkSum(losses)];
}

function checkShare({ group, before, lost }: Loss): Finding[] {
  const most = mostOf(before, LARGEST_SHARE);
  if (group.state === "retired" || lost.length <= most) return [];
  const message =
    `${group.email} loses ${lost.length} of its ${counted(before, "member")} (${listed(lost)}); ` +
    `one change takes away at most ${most} of them (${percent(LARGEST_SHARE)})`;
  const position = group.declared["members"] ?? group.origin;
  return [beyondLimit("group-shrinks", group.email, position, message, "remove them in several changes")];
}

function checkSum(losses: readonly Loss[]): Finding[] {
  const sum = losses.reduce((total, { lost }) => total + lost.length, 0);
  const [largest] = losses.toSorted((a, b) => b.lost.length - a.lost.length);
  if (largest === undefined || sum <= MOST_REMOVALS) return [];
  const { email, origin } = largest.group;
  const message =
    `groups lose ${counted(sum, "member")} in all, ${email} most of them (${largest.lost.length}); ` +
    `one change takes away at most ${MOST_REMOVALS}`;
  return [beyondLimit("many-removals", "groups", origin, message, "make several changes of it")];
}

/** The losses of the groups that both revisions declare. */
function lossesOf({ base, head }: Change): Loss[] {
  const after = new Map(head.groups.map((group) => [group.email, group]));
  return base.groups.flatMap((former) => {
    const group = after.get(former.email);
    if (group === undefined || !isDeclared(group) || former.state === "retired") return [];
    const still = new Set(group.state === "retired" ? [] : membersOf(group));
    const before = membersOf(former);
    const lost = before.filter((address) => !still.has(address));
    return lost.length === 0 ? [] : [{ group, before: before.length, lost }];
  });
}
