import { describeStagingProject } from "../../../components/staging-project/describe.ts";
import { describeStagingRepository } from "../../../components/staging-repository/describe.ts";
import type { Change } from "../../../inventory/changes/change.ts";
import type { Group } from "../../../inventory/groups/types.ts";
import { withNested } from "../../../inventory/part/affected.ts";
import { differing } from "../../../inventory/part/content.ts";
import type { Part } from "../../../inventory/part/part.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import type { Settings } from "../../../stacks/settings.ts";

/**
 * Adds to a part what the engine must see registered with it: whatever depends on a group that itself changes, that is
 * the projects that bind it and the groups that it is nested in, and all groups that the part's resources depend on. To
 * the engine, a dependent of a target that the program does not register is to be destroyed.
 */
export function closedPart(part: Part, { base, head }: Change, settings: Settings<"staging">): Part {
  const groups = [...base.groups, ...head.groups];
  const projects = [...base.inventory.stagingProjects, ...head.inventory.stagingProjects];
  const changed = differing(base.groups.map(withoutMembers), head.groups.map(withoutMembers), emailOf);
  const ids = new Set(part.projects);
  if (changed.size > 0) {
    for (const project of projects)
      if (boundGroups(project, settings).some((email) => changed.has(email))) ids.add(project.id);
  }
  const nesting = groups.filter(({ nested }) => nested.some((email) => changed.has(email))).map(emailOf);
  const bound = projects.flatMap((project) => (ids.has(project.id) ? boundGroups(project, settings) : []));
  const known = new Set(groups.map(emailOf));
  const emails = withNested(new Set([...part.groups, ...nesting, ...bound]), groups);
  return { ...part, projects: [...ids], groups: emails.filter((email) => known.has(email)) };
}

const emailOf = ({ email }: Pick<Group, "email">) => email;

/** A group without what only its memberships are made of, on which nothing else depends. */
function withoutMembers({ email, name, description, state, settings }: Group) {
  return { email, name, description, state, settings };
}

/** The addresses of the groups that a project's bindings name, whether the data declare them or not. */
function boundGroups(project: StagingProject, settings: Settings<"staging">): string[] {
  const bindings = [describeStagingProject(project, settings).iam, describeStagingRepository(project)];
  return [...JSON.stringify(bindings).matchAll(/"group:([^"]+)"/g)].map(([, email = ""]) => email);
}
