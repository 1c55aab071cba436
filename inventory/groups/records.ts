import { isNamed, type NamedDeclaration } from "./declarations.ts";
import { deepFreeze } from "../yaml/values.ts";
import type { Position } from "../yaml/position.ts";
import type { Declared } from "./rules/declared.ts";
import { effectiveSettings } from "./settings.ts";
import type { Group, GroupsInventory, Role } from "./types.ts";

/** Turns declarations without errors into records, sorted by address and deeply frozen. */
export function groupsInventoryOf({
  config,
  limits,
  restrictions,
  files,
  groups,
}: Declared): GroupsInventory {
  const named = groups.filter(isNamed).sort((a, b) => (a.email < b.email ? -1 : 1));
  const emails = new Set(named.map(({ email }) => email));
  return deepFreeze({
    config,
    limits,
    restrictions: restrictions.map(({ path, allowedGroups, origin }) => ({ path, allowedGroups, origin })),
    files: [...files].sort(),
    groups: named.map((declaration) => group(declaration, emails)),
  });
}

function group(declaration: NamedDeclaration, emails: ReadonlySet<string>): Group {
  const { email, name = email, description, membership, state, settings, listings, origin } = declaration;
  const addresses = (wanted?: Role) =>
    listings
      .filter(({ role }) => wanted === undefined || role === wanted)
      .map(({ address }) => address)
      .sort();
  return {
    email,
    name,
    description,
    state,
    settings: effectiveSettings(settings),
    membership,
    reconcileMembers: membership === "complete" && settings["ReconcileMembers"] === "true",
    owners: addresses("owners"),
    managers: addresses("managers"),
    members: addresses("members"),
    nested: addresses().filter((address) => emails.has(address)),
    origin,
    origins: Object.fromEntries(listings.map(({ address, position }) => [address, position])),
    declared: declaredKeys(declaration),
  };
}

function declaredKeys({ keysOf, keyAt }: NamedDeclaration): Record<string, Position> {
  const own = keysOf([]).map((key): [string, Position] => [key, keyAt([key])]);
  const inner = keysOf(["settings"]).map((key): [string, Position] => [
    `settings.${key}`,
    keyAt(["settings", key]),
  ]);
  return Object.fromEntries([...own, ...inner]);
}
