import type { ExtraGrant, StagingProject } from "../../inventory/types.ts";

/** A role on one resource and everybody who holds it. */
export interface BoundRole {
  readonly role: string;
  readonly members: string[];
  /**
   * Whether the binding outlives its declaration, as everything of a staging project does. What only a special case
   * gives is revoked when the special case goes: retained, it would be access that nobody declares.
   */
  readonly retain: boolean;
}

/** Roles that only look: a frozen project keeps them. */
const READING = new Set(["roles/viewer"]);

/**
 * The extra grants of a project's special cases on one resource, of one mode. A frozen project keeps only what reads, a
 * retired one nothing.
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

/** The roles that every project binds on a resource, with the members that special cases add, and the roles that only those have. */
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
