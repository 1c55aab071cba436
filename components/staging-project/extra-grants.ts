import type { ExtraGrant, StagingProject } from "../../inventory/projects/types.ts";

/** A role on one resource, and all its members. */
export interface BoundRole {
  readonly role: string;
  readonly members: string[];
  /**
   * Whether the binding is retained when it is no longer declared, like all resources of a staging project. A role that
   * only a special case grants is revoked with the special case: retaining it would leave undeclared access.
   */
  readonly retain: boolean;
}

/** Read-only roles, which a frozen project keeps. */
const READING = new Set(["roles/viewer"]);

/**
 * The grants of a project's special cases with one mode, on one resource or on all of a kind. A frozen project keeps
 * only read-only roles, a retired one none.
 */
export function extraGrantsOn(
  { state, specialCases }: StagingProject,
  mode: ExtraGrant["mode"],
  kind: ExtraGrant["kind"],
  resource?: string,
): ExtraGrant[] {
  return specialCases
    .flatMap(({ grants }) => grants)
    .filter((grant) => grant.mode === mode && grant.kind === kind)
    .filter((grant) => resource === undefined || grant.resource === resource)
    .filter(({ role }) => state === "active" || (state === "frozen" && READING.has(role)));
}

/**
 * The roles that every project binds on a resource, including members from special cases, plus the roles that only
 * special cases grant.
 */
export function boundRoles(
  usual: readonly (readonly [role: string, members: readonly string[]])[],
  extra: readonly Pick<ExtraGrant, "role" | "member">[],
): BoundRole[] {
  const bound = (role: string, members: readonly string[] = []) => [
    ...new Set([...members, ...extra.filter((grant) => grant.role === role).map(({ member }) => member)]),
  ];
  const only = new Set(
    extra.map(({ role }) => role).filter((role) => !usual.some(([known]) => known === role)),
  );
  return [
    ...usual.map(([role, members]) => ({ role, members: bound(role, members), retain: true })),
    ...[...only].map((role) => ({ role, members: bound(role), retain: false })),
  ];
}
