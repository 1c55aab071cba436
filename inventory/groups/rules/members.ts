import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { domainOf } from "../address.ts";
import { isNamed } from "../declarations.ts";
import type { Declared } from "./declared.ts";

/** Maximum number of misspellings to look up; each search scans all groups. */
const maxHints = 50;

/** Checks that members in one of our domains are declared groups, and not retired, and that no group owns another. */
export function checkMembers({ config, groups }: Declared): Diagnostic[] {
  const states = new Map(groups.filter(isNamed).map(({ email, state }) => [email, state]));
  const known = [...states.keys()];
  let looked = 0;
  return groups.flatMap(({ email = "a group", state: own, listings }) =>
    listings.flatMap(({ address, role, position }) => {
      const state = states.get(address);
      if (state === "active" && role !== "members") {
        const message = `${email}: ${address} is a group, which Google takes only as a member, not in \`${role}\``;
        return [
          error("group-as-owner", position, message, "list the people instead, or move it to `members`"),
        ];
      }
      if (state === "retired" && own === "active") {
        const message = `${email}: ${address} is retired; Google will refuse it as a member once it is deleted`;
        return [error("retired-member", position, message, "remove it from this group, too")];
      }
      if (state !== undefined || !config.domains.includes(domainOf(address))) return [];
      const near = looked++ < maxHints ? nearest(address, known) : undefined;
      const message = `${email}: ${address} is in a domain of ours, but no such group is declared`;
      const hint = near === undefined ? "declare it, or remove it here" : `did you mean ${near}?`;
      return [warning("undeclared-member", position, message, hint)];
    }),
  );
}
