import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import { isNamed, type NamedDeclaration } from "../declarations.ts";
import { localPart } from "../address.ts";
import type { Declared } from "./declared.ts";

const prefix = "k8s-infra-rbac";

/** The parent group that GKE looks up: https://cloud.google.com/kubernetes-engine/docs/how-to/google-groups-rbac */
const parentName = "gke-security-groups";

/**
 * Checks the groups for RBAC in GKE clusters: they must be in the parent group, and GKE must see their members.
 *
 * Upstream's tests fail if the parent group is missing. Here it is only a warning: this data may be partial, like
 * upstream's examples, and then its absence proves nothing.
 */
export function checkRbacGroups({ config, groups }: Declared): Diagnostic[] {
  const named = groups.filter(isNamed);
  const rbac = named.filter(({ email }) => email.startsWith(prefix));
  const address = `${parentName}@${config.domains[0] ?? "kubernetes.io"}`;
  const parent = named.find(({ email }) => email === address);
  const visible = [...rbac, ...(parent ? [parent] : [])].flatMap(checkVisible);
  const [first] = rbac;
  if (parent !== undefined) return [...visible, ...checkParent(parent, rbac)];
  if (first === undefined) return visible;
  const message = `${first.email} works in GKE only as a member of ${address}, which is not declared here`;
  return [
    ...visible,
    warning(
      "rbac-parent",
      first.origin,
      message,
      `declare ${address}, with every ${prefix} group in its members`,
    ),
  ];
}

function checkVisible({ email, settings, valueAt }: NamedDeclaration): Diagnostic[] {
  if (settings["WhoCanViewMembership"] === "ALL_MEMBERS_CAN_VIEW") return [];
  const message = `${email}: GKE cannot see its members`;
  const position = valueAt(["settings", "WhoCanViewMembership"]);
  const hint = 'add `WhoCanViewMembership: "ALL_MEMBERS_CAN_VIEW"` to its settings';
  return [error("rbac-visibility", position, message, hint)];
}

function checkParent(parent: NamedDeclaration, rbac: readonly NamedDeclaration[]): Diagnostic[] {
  const members = parent.listings.filter(({ role }) => role === "members");
  const listed = new Set(members.map(({ address }) => address));
  const known = new Set(rbac.map(({ email }) => email));
  const strangers = members
    .filter(({ address }) => !known.has(address))
    .map(({ address, position }) => {
      const message = `${parent.email} may only have declared ${prefix} groups as members, not ${address}`;
      const hint = localPart(address).startsWith(prefix) ? "declare that group" : "remove it";
      return error("rbac-member", position, message, hint);
    });
  const missing = rbac
    .filter(({ email }) => !listed.has(email))
    .map(({ email, valueAt }) => {
      const { file, line } = parent.keyAt(["members"]);
      const message = `${email} is not a member of ${parent.email}, so GKE does not know it`;
      return error(
        "rbac-not-listed",
        valueAt(["email-id"]),
        message,
        `add it to the members in ${file}:${line}`,
      );
    });
  return [...strangers, ...missing];
}
