import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { isNamed, type NamedDeclaration } from "../declarations.ts";
import type { Declared } from "./declared.ts";

/** Checks that a group is declared once across all files, and lists each address once, regardless of role and case. */
export function checkDuplicates({ groups }: Declared): Diagnostic[] {
  const named = groups.filter(isNamed);
  return [
    ...checkGroupsOnce(named),
    ...groups.flatMap(({ email, listings, keyAt }) => {
      const owner = email ?? `the group on line ${keyAt([]).line}`;
      const first = new Map<string, (typeof listings)[number]>();
      return listings.flatMap((listing) => {
        const other = first.get(listing.address);
        if (other === undefined) {
          first.set(listing.address, listing);
          return [];
        }
        const message = `${owner}: ${listing.address} is listed twice, here in ${listing.role} and on line ${other.position.line} in ${other.role}`;
        const hint = "an address has one role in a group: remove one of the two";
        return [error("duplicate-member", listing.position, message, hint)];
      });
    }),
  ];
}

function checkGroupsOnce(groups: readonly NamedDeclaration[]): Diagnostic[] {
  const first = new Map<string, NamedDeclaration>();
  return groups.flatMap((group) => {
    const other = first.get(group.email);
    if (other === undefined) {
      first.set(group.email, group);
      return [];
    }
    const { file, line } = other.valueAt(["email-id"]);
    const message = `the group ${group.email} is declared twice: here and in ${file}:${line}`;
    return [error("duplicate-group", group.valueAt(["email-id"]), message, "remove one of the two entries")];
  });
}
