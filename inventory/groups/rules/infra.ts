import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { isNamed, type NamedDeclaration } from "../declarations.ts";
import type { Declared } from "./declared.ts";

/** Checks groups that grant access to the infrastructure: only merged data may decide who is in them. */
export function checkInfraGroups({ groups }: Declared): Diagnostic[] {
  return groups
    .filter(isNamed)
    .filter(({ email }) => email.startsWith("k8s-infra"))
    .flatMap((group) => [...checkOwners(group), ...checkReconciled(group)]);
}

/** An owner could change the members manually. */
function checkOwners({ email, listings, keyAt }: NamedDeclaration): Diagnostic[] {
  if (!listings.some(({ role }) => role === "owners")) return [];
  const message = `${email} has owners; a group whose name starts with k8s-infra has none, so that nobody changes it by hand`;
  return [error("infra-group-owners", keyAt(["owners"]), message, "move them to `members`")];
}

/** Upstream requires the setting in each entry (facts/upstream.md §3): without it, removed members would stay. */
function checkReconciled({ email, settings, valueAt }: NamedDeclaration): Diagnostic[] {
  if (settings["ReconcileMembers"] === "true") return [];
  const message = `${email} must state that its members are exactly the listed ones, as every group whose name starts with k8s-infra`;
  const position = valueAt(["settings", "ReconcileMembers"]);
  return [
    error("infra-group-reconcile", position, message, 'add `ReconcileMembers: "true"` to its settings'),
  ];
}
