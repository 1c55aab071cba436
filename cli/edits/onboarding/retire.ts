import { posix } from "node:path";
import { OWN_DATA } from "../../../inventory/sources.ts";
import { isPlainPath } from "../../../inventory/yaml/glob.ts";
import { patternFor } from "../../../inventory/groups/pattern.ts";
import type { Group } from "../../../inventory/groups/types.ts";
import { stagingGroup } from "../../../inventory/projects/naming.ts";
import type { ProjectState, StagingProject } from "../../../inventory/projects/types.ts";
import { buildsFile, type Current } from "./current.ts";
import { withKey, withoutEntry } from "./entry.ts";
import { withRetiredGroup, withoutGroup } from "./groupsFile.ts";
import type { Plan } from "../apply/proposeEdit.ts";
import { removePromotion } from "./promotedDirectories.ts";
import { RESTRICTIONS, planOf, type Step } from "./plan.ts";
import { withoutAllowed } from "./restrictionsFile.ts";

/** The next step in retiring a project, by state (docs/adr/retain-and-protect.md). Each step is a change of its own. */
export const NEXT_STEP = { active: "freeze", frozen: "retire", retired: "remove" } as const satisfies Record<
  ProjectState,
  string
>;

export type RetirementStep = (typeof NEXT_STEP)[ProjectState];

/**
 * Plans the file changes for one step. Changes nothing, like `planOnboarding`.
 *
 * @param until for retiring a project with images: the day until which they stay readable, as YYYY-MM-DD
 */
export function planRetirement(
  step: RetirementStep,
  project: StagingProject,
  current: Current,
  until?: string,
): Plan {
  switch (step) {
    case "freeze":
      return planOf(current, [freeze(project)]);
    case "retire":
      return planOf(current, [retire(project, until), ...retireGroup(project, current)]);
    case "remove":
      return planOf(current, removal(project, current));
  }
}

function freeze({ id }: StagingProject): Step {
  const edit = (text: string) => withKey(text, id, "state", "frozen");
  return { path: OWN_DATA.infraFile, what: `${id} is frozen`, edit };
}

function retire({ id }: StagingProject, until: string | undefined): Step {
  const toRetired = (text: string) => withKey(text, id, "state", "retired");
  if (until === undefined) return { path: OWN_DATA.infraFile, what: `${id} is retired`, edit: toRetired };
  const edit = (text: string) => {
    const retired = toRetired(text);
    return retired === undefined ? undefined : withKey(retired, id, "read_only_until", until);
  };
  return { path: OWN_DATA.infraFile, what: `${id} is retired, and read-only until ${until}`, edit };
}

function retireGroup(project: StagingProject, current: Current): Step[] {
  const group = ownGroup(project, current);
  if (group?.state !== "active") return [];
  const edit = (text: string) => withRetiredGroup(text, group.email);
  return [{ path: group.origin.file, what: `the group ${group.email} is retired`, edit }];
}

function removal(project: StagingProject, current: Current): Step[] {
  const { id } = project;
  const group = ownGroup(project, current);
  const builds = buildsFile(id);
  return [
    { path: OWN_DATA.infraFile, what: `${id} leaves`, edit: (text) => withoutEntry(text, id) },
    ...(group === undefined ? [] : removeGroup(group, current)),
    ...(current.text(builds) === undefined
      ? []
      : [{ path: builds, what: "its builds leave", edit: () => undefined, remove: true } as const]),
    ...removePromotion(project, current),
  ];
}

function removeGroup({ email, origin }: Group, { groups }: Current): Step[] {
  const file = posix.relative(OWN_DATA.groupsFolder, origin.file);
  const own = groups.restrictions.find(({ path }) => isPlainPath(path) && path === file);
  const allowed = own?.allowedGroups.includes(patternFor(email)) ?? false;
  const last = groups.groups.filter((other) => other.origin.file === origin.file).length === 1;
  return [
    {
      path: origin.file,
      what: `the group ${email} leaves`,
      edit: (text) => withoutGroup(text, email),
      // Without its last group, a groups.yaml is invalid, so remove it.
      ...(last ? { remove: true } : {}),
    },
    ...(allowed
      ? [
          {
            path: RESTRICTIONS,
            what: `${file} need not declare it any more`,
            edit: (text: string) => withoutAllowed(text, file, email),
          },
        ]
      : []),
  ];
}

/** The project's group, if no other project uses it. */
function ownGroup({ id, name, group }: StagingProject, { inventory, groups }: Current): Group | undefined {
  const shared = inventory.stagingProjects.some((other) => other.id !== id && other.group === group);
  if (group !== stagingGroup(name) || shared) return undefined;
  return groups.groups.find(({ email }) => email === group);
}
