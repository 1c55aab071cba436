import type { Group } from "../groups/types.ts";
import type { Inventory } from "../projects/types.ts";
import type { Production } from "../registry/production/types.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";

/** Checks that each registry's project and groups are declared: roles can be granted only on and to what exists. */
export function checkDeclared(
  { registries }: Production,
  { otherProjects }: Inventory,
  groups: readonly Group[],
): Diagnostic[] {
  const projects = new Set(otherProjects.filter(({ type }) => type === "prod").map(({ id }) => id));
  const emails = new Set(groups.filter(({ state }) => state === "active").map(({ email }) => email));
  return registries.flatMap(({ project, writers, scanReaders, buckets, origin }) => {
    const named = new Set([...writers, ...scanReaders, ...buckets.flatMap((bucket) => bucket.writers)]);
    const unknown = [...named].filter((group) => !emails.has(group));
    return [
      ...(projects.has(project)
        ? []
        : [
            error(
              "undeclared-project",
              origin,
              `${project} is not declared as a project of production`,
              "declare it in infra/gcp/infra.yaml, below infra.prod.projects",
            ),
          ]),
      ...unknown.map((group) =>
        error(
          "undeclared-group",
          origin,
          `${project}: the group ${group} is not declared`,
          "declare it below groups/",
        ),
      ),
    ];
  });
}
