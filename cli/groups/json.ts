import type { ShowAnswer, WhoAnswer } from "./answers.ts";
import type { Access } from "./reach.ts";

/**
 * The answer of `infra groups show` for programs, on one line. Addresses are in lower case. Keys may be added, but
 * none changes:
 *
 *     { "group", "description", "state": "active" | "retired", "declared": true | false,
 *       "origin": { "file", "line", "column" },
 *       "members": [{ "address", "group": true | false, "through" }],
 *       "partial": ["group", …], "groups": [{ "group", "through" }], "grants": [as in `whoJson`] }
 *
 * `declared` is false for a group that the naming rule makes; its origin is its project's. `partial` names the groups,
 * this one or one in it, that may have members who are not listed.
 */
export function showJson({ access, ...answer }: ShowAnswer): string {
  return line({ ...answer, grants: access.map(grant) });
}

/**
 * The answer of `infra groups who` for programs:
 *
 *     { "address", "groups": [{ "group", "through" }],
 *       "grants": [{ "project", "on", "role", "holder", "through" }],
 *       "public": [{ "role", "kind", "count" }], "partialGroups": 99 }
 *
 * `on` is the kind of a resource and its name, such as `bucket k8s-staging-kind`. `holder` is who holds the role: the
 * address itself, a group that it is in, or a service account that it may act as. `through` is what lies between, the
 * nearest to the address first. `public` is what everybody may do. `partialGroups` is how many groups may have members
 * who are not listed.
 */
export function whoJson({ address, groups, access, public: everybodys, partialGroups }: WhoAnswer): string {
  return line({ address, groups, grants: access.map(grant), public: everybodys, partialGroups });
}

function grant({ grant: { project, kind, resource, role }, holder, through }: Access) {
  return { project, on: `${kind} ${resource}`, role, holder, through };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
