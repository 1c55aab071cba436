import type { ProjectBuilds } from "../builds/types.ts";
import type { Inventory } from "../projects/types.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";

/** Checks that every builds file belongs to a staging project with repositories. */
export function checkBuildProjects(
  { stagingProjects, otherProjects }: Inventory,
  builds: readonly ProjectBuilds[],
): Diagnostic[] {
  const byId = new Map(stagingProjects.map((project) => [project.id, project]));
  return builds.flatMap(({ project, origin, builds: list }) => {
    const found = byId.get(project);
    if (found === undefined) {
      const other = otherProjects.find(({ id }) => id === project);
      const what = other === undefined ? "is not declared" : `is a project of type ${other.type}`;
      const hint = "name the file after a staging project, or declare the project in infra.yaml";
      return [
        error("builds-without-project", origin, `the file is named after ${project}, which ${what}`, hint),
      ];
    }
    if (found.profile === "images" || list.length === 0) return [];
    const message = `${project} has builds and no repository to write images to (profile ${found.profile})`;
    return [error("builds-without-repository", origin, message, "remove the builds, or the profile")];
  });
}
