import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import { nearest } from "../../terminal/nearest.ts";
import type { Inventory } from "../projects/types.ts";
import { writtenProjects } from "./staging.ts";
import type { GroupsInventory } from "./types.ts";

/** Checks that groups in special cases exist: a typo would fail the deployment (facts/upstream.md §10, row 7). */
export function checkSpecialCaseGroups(inventory: Inventory, { groups }: GroupsInventory): Diagnostic[] {
  const active = groups.filter(({ state }) => state === "active").map(({ email }) => email);
  const known = new Set([...active, ...writtenProjects(inventory).map(({ group }) => group)]);
  const cases = new Map(
    inventory.stagingProjects
      .flatMap(({ specialCases }) => specialCases)
      .map((special) => [special.id, special]),
  );
  return [...cases.values()].flatMap(({ id, grants }) =>
    grants.flatMap(({ member, origin }) => {
      const email = member.startsWith("group:") ? member.slice("group:".length) : undefined;
      if (email === undefined || known.has(email)) return [];
      const near = nearest(email, [...known]);
      const hint = near === undefined ? "declare the group below groups/" : `did you mean ${near}?`;
      const message = `the special case ${id} names the group ${email}, which is not declared`;
      return [error("special-case-group", origin, message, hint)];
    }),
  );
}
