import type { ShowAnswer, WhoAnswer } from "./answers.ts";
import type { Access } from "../../review/access/accessGraph.ts";

/**
 * Formats the answer of `infra groups show` as JSON, on one line. Addresses are in lower case. Keys may be added, but
 * existing ones do not change:
 *
 *     { "group", "description", "state": "active" | "retired", "declared": true | false,
 *       "origin": { "file", "line", "column" },
 *       "members": [{ "address", "group": true | false, "through" }],
 *       "partial": ["group", …], "groups": [{ "group", "through" }], "grants": [as in `whoJson`] }
 *
 * `declared` is false for a group that the naming rule creates; its origin is its project's. `partial` lists the
 * groups, this one or those in it, that may have members that are not listed.
 */
export function showJson({ access, ...answer }: ShowAnswer): string {
  return line({ ...answer, grants: access.map(grant) });
}

/**
 * Formats the answer of `infra groups who` as JSON:
 *
 *     { "address", "groups": [{ "group", "through" }],
 *       "grants": [{ "project", "on", "role", "holder", "through" }],
 *       "public": [{ "role", "kind", "count" }], "partialGroups": 99 }
 *
 * `on` is the kind and name of a resource, such as `bucket k8s-staging-kind`. `holder` is who holds the role: the
 * address itself, a group that it is in, or a service account that it can act as. `through` is the path between them,
 * nearest to the address first. `public` lists the roles of everybody. `partialGroups` is the number of groups that may
 * have members that are not listed.
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
