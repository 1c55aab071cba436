import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { counted } from "../../../terminal/wording.ts";
import { isNamed } from "../declarations.ts";
import type { Declared } from "./declared.ts";

/**
 * Checks that groups have the members that limits.yaml requires: removing the last administrator would lock everybody
 * out. Upstream has such lists in a test that only logs (facts/upstream.md §3, paranoia).
 */
export function checkRequired({ limits, groups }: Declared): Diagnostic[] {
  const byEmail = new Map(groups.filter(isNamed).map((group) => [group.email, group]));
  return Object.entries(limits.requiredMembers).flatMap(([email, { members, origin }]) => {
    const group = byEmail.get(email);
    const place = `${origin.file}:${origin.line}`;
    if (group === undefined || group.state === "retired") {
      const what = group === undefined ? "not declared" : "retired";
      const message = `${email} has required members, but is ${what}`;
      return [
        error("required-member", group?.origin ?? origin, message, "remove it from required_members first"),
      ];
    }
    const listed = new Set(group.listings.map(({ address }) => address));
    const missing = members.filter((address) => !listed.has(address));
    if (missing.length === 0) return [];
    const message = `${email} lacks ${counted(missing.length, "required member")}: ${missing.join(", ")}`;
    const hint = `add them here, or remove the requirement (${place}) in a change of its own`;
    return [error("required-member", group.keyAt(["members"]), message, hint)];
  });
}
