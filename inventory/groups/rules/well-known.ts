import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { isNamed, type GroupDeclaration, type NamedDeclaration } from "../declarations.ts";
import type { Declared } from "./declared.ts";

const leads = "leads@kubernetes.io";
const security = "security@kubernetes.io";

/** Groups cannot own groups, so what `security` should own has its owners instead (facts/upstream.md §3). */
const ownedBySecurity = ["distributors-announce@kubernetes.io", "security-discuss-private@kubernetes.io"];

/** Checks specific groups of kubernetes.io; other organizations disable this in config.yaml. */
export function checkWellKnownGroups({ config, groups }: Declared): Diagnostic[] {
  if (config.skipKubernetesIoTests) return [];
  const named = groups.filter(isNamed);
  const owner = named.find(({ email }) => email === security);
  return named.flatMap((group) => [
    ...(group.email === leads ? checkWebPosting(group) : []),
    ...(ownedBySecurity.includes(group.email) ? checkOwners(group, owner) : []),
  ]);
}

/** Without this setting, the group's history is not visible on the web. */
function checkWebPosting({ email, settings, valueAt }: NamedDeclaration): Diagnostic[] {
  if (settings["AllowWebPosting"] === "true") return [];
  const position = valueAt(["settings", "AllowWebPosting"]);
  const hint = 'add `AllowWebPosting: "true"` to its settings';
  return [error("leads-web-posting", position, `${email} must be usable on the web`, hint)];
}

function checkOwners(group: NamedDeclaration, owner: NamedDeclaration | undefined): Diagnostic[] {
  const expected = ownersOf(owner);
  const actual = ownersOf(group);
  const missing = [...expected].filter((address) => !actual.has(address));
  const extra = [...actual].filter((address) => !expected.has(address));
  if (missing.length + extra.length === 0) return [];
  const what = owner === undefined ? `${security}, which is not declared` : security;
  const steps = [
    ...(missing.length > 0 ? [`add ${missing.join(", ")}`] : []),
    ...(extra.length > 0 ? [`remove ${extra.join(", ")}`] : []),
  ];
  const message = `${group.email} must have the same owners as ${what}`;
  return [error("security-owners", group.keyAt(["owners"]), message, steps.join("; "))];
}

function ownersOf(group: GroupDeclaration | undefined): Set<string> {
  const owners = group?.listings.filter(({ role }) => role === "owners") ?? [];
  return new Set(owners.map(({ address }) => address));
}
