import type { Diagnostic } from "../diagnostics.ts";
import { error } from "../diagnostics.ts";
import { deepFreeze } from "../records.ts";
import type { Inventory } from "../types.ts";
import type { ProjectBuilds } from "./types.ts";

/** The inventory, each staging project with its sources and builds. */
export function withBuilds(inventory: Inventory, builds: readonly ProjectBuilds[]): Inventory {
  const byProject = new Map(builds.map((entry) => [entry.project, entry]));
  return deepFreeze({
    ...inventory,
    stagingProjects: inventory.stagingProjects.map((project) => {
      const found = byProject.get(project.id);
      return found === undefined ? project : { ...project, sources: found.sources, builds: found.builds };
    }),
  });
}

/** Says what of the builds does not fit the projects. */
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
