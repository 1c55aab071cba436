import { warning } from "../../yaml/diagnostics.ts";
import { membersOf } from "../../groups/graph.ts";
import type { Group } from "../../groups/types.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import { beyondLimit, isDeclared, mostOf, percent, type Change, type Finding } from "../change.ts";

/** The largest share of the declared groups that one change may remove: more looks like a lost file. */
const LARGEST_SHARE = 0.05;

/** Reports groups removed without having been retired: Google keeps them, and nothing manages them any more. */
export function checkGroups({ base, head }: Change): Finding[] {
  const declared = base.groups.filter(isDeclared);
  const kept = new Set(head.groups.filter(isDeclared).map(({ email }) => email));
  const lost = declared.filter(({ email, state }) => state === "active" && !kept.has(email));
  const former = new Set(base.groups.map(({ email }) => email));
  const added = [...kept].filter((email) => !former.has(email));
  return [...lost.map((group) => retained(group, added)), ...checkShare(lost, declared.length)];
}

function retained(group: Group, added: readonly string[]): Finding {
  const { email, origin } = group;
  const members = counted(membersOf(group).length, "member");
  const message = `${email} left the data: Google keeps the group with its ${members}, and nothing manages it any more`;
  const noRename = added.length === 0 ? "" : `a group keeps its address, so ${listed(added)} is another; `;
  const hint =
    noRename + "to delete it, put it back with `state: retired`, apply that, and remove it in a later change";
  return { diagnostic: warning("group-retained", origin, message, hint) };
}

function checkShare(lost: readonly Group[], before: number): Finding[] {
  const most = mostOf(before, LARGEST_SHARE);
  const [first] = lost;
  if (first === undefined || lost.length <= most) return [];
  const names = listed(lost.map(({ email }) => email));
  const message =
    `${lost.length} of ${counted(before, "group")} left the data (${names}); ` +
    `one change takes away at most ${most} of them (${percent(LARGEST_SHARE)})`;
  const hint = "put back what was lost by mistake, and retire the others";
  return [beyondLimit("groups-lost", "groups", first.origin, message, hint)];
}
