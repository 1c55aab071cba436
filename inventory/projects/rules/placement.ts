import type { Declaration, Declarations } from "../declarations.ts";
import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import { stagingPrefix } from "../naming.ts";

/**
 * Checks that a project has only one type. Upstream's file declares some projects twice (facts/upstream.md §2). For
 * staging projects that is an error, since this program is authoritative there.
 */
export function checkPlacement({ all }: Declarations): Diagnostic[] {
  const first = new Map<string, Declaration>();
  return all.flatMap((project) => {
    const other = first.get(project.id);
    if (other === undefined) {
      first.set(project.id, project);
      return checkPrefixOutsideStaging(project);
    }
    const message = `${project.id} is declared in ${project.type} and, on line ${other.origin.line}, in ${other.type}`;
    const hint = "a project has one type: remove one of the two entries";
    return project.type === "staging" || other.type === "staging"
      ? [error("staging-project-elsewhere", project.origin, message, hint)]
      : [warning("project-in-two-types", project.origin, message, hint)];
  });
}

/** Outside the staging section, nothing is provisioned for it, which is probably not what the author wants. */
function checkPrefixOutsideStaging({ id, type, origin }: Declaration): Diagnostic[] {
  if (type === "staging" || !id.startsWith(stagingPrefix)) return [];
  const message = `${id} is named like a staging project but declared in ${type}: no repository will be made for it`;
  return [warning("staging-name-elsewhere", origin, message, "move it to infra.staging.projects")];
}
