import { error } from "../../yaml/diagnostics.ts";
import { membersOf } from "../../groups/graph.ts";
import type { Change, Finding } from "../change.ts";

/**
 * Checks that a member stays in the group in the change that drops its requirement. Removing both takes two changes, so
 * that nobody overlooks it. While the requirement exists, inventory/groups/rules/required.ts enforces it.
 */
export function checkRequired({ base, head }: Change): Finding[] {
  const after = new Map(
    head.groups.filter(({ state }) => state === "active").map((group) => [group.email, group]),
  );
  return Object.entries(base.limits.requiredMembers).flatMap(([email, { members, origin }]) => {
    const still = head.limits.requiredMembers[email]?.members ?? [];
    const group = after.get(email);
    const listed = new Set(group && membersOf(group));
    const gone = members.filter((address) => !listed.has(address) && !still.includes(address));
    if (gone.length === 0) return [];
    const message = `${email} loses ${gone.join(", ")}, required until now by ${origin.file}:${origin.line}`;
    const hint = "drop the requirement in a change of its own, and remove them in a later one";
    const position = group?.declared["members"] ?? group?.origin ?? origin;
    return [{ diagnostic: error("required-member", position, message, hint) }];
  });
}
