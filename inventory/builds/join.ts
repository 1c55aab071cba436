import type { Diagnostic } from "../yaml/diagnostics.ts";
import { SCHEDULER_API } from "../projects/apis.ts";
import { error } from "../yaml/diagnostics.ts";
import { deepFreeze } from "../projects/records.ts";
import type { Inventory, StagingProject } from "../projects/types.ts";
import type { ProjectBuilds } from "./types.ts";

/** Adds sources and builds to the staging projects, and the scheduler API to those with scheduled triggers. */
export function withBuilds(inventory: Inventory, builds: readonly ProjectBuilds[]): Inventory {
  const byProject = new Map(builds.map((entry) => [entry.project, entry]));
  return deepFreeze({
    ...inventory,
    stagingProjects: inventory.stagingProjects.map((project) => {
      const found = byProject.get(project.id);
      return found === undefined ? project : withBuildsOf(project, found);
    }),
  });
}

function withBuildsOf(project: StagingProject, { sources, builds }: ProjectBuilds): StagingProject {
  const scheduled = builds.some(({ runner, periodic }) => runner === "trigger" && periodic !== undefined);
  const apis = new Set([...project.apis, ...(scheduled ? [SCHEDULER_API] : [])]);
  return { ...project, apis: [...apis].sort(), sources, builds };
}

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
