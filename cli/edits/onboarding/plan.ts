import { OWN_DATA } from "../../../inventory/sources.ts";
import { allows, compileRestrictions, restrictionOf } from "../../../inventory/groups/restrictions.ts";
import type { Group } from "../../../inventory/groups/types.ts";
import { membersOf } from "../../../inventory/groups/graph.ts";
import { stagingGroup, stagingPrefix } from "../../../inventory/projects/naming.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import { counted, listed } from "../../../terminal/wording.ts";
import type { FileChange, Plan } from "../apply/proposeEdit.ts";
import type { BuildRequest } from "./build.ts";
import { newBuildsFile, withSourcesAndBuilds } from "./buildsFile.ts";
import { buildsFile, groupsFileOf, type Current } from "./current.ts";
import { withEntry, withKey } from "./entry.ts";
import { groupLines, newGroupsFile, withGroup, withMembers } from "./groupsFile.ts";
import { withAllowed } from "./restrictionsFile.ts";

/** A validated onboarding request. */
export interface Request {
  /** Without the prefix. */
  readonly name: string;
  /** Undefined only for an existing project without a declared SIG. */
  readonly sig: string | undefined;
  /** On GitHub, as `<organization>/<name>`. */
  readonly repositories: readonly string[];
  /** Addresses in lower case, without duplicates. */
  readonly members: readonly string[];
  readonly builds: readonly BuildRequest[];
}

/** Which file may declare which group. */
export const RESTRICTIONS = `${OWN_DATA.groupsFolder}/restrictions.yaml`;

/**
 * Plans the file changes for a request; `more` are additional steps. Idempotent: existing declarations stay as they
 * are, so that repeating a request changes nothing. Pure: whether the resulting data is valid is checked by loading it.
 */
export function planOnboarding(request: Request, current: Current, more: readonly Step[] = []): Plan {
  const id = stagingPrefix + request.name;
  const project = current.inventory.stagingProjects.find((other) => other.id === id);
  const steps = [
    ...inInfra(request, project),
    ...inGroups(request, current, project),
    ...inBuilds(request, current, id),
    ...more,
  ];
  return planOf(current, steps);
}

/** An edit of one file. `edit` returns the new text; undefined if the text is not in the style that can be edited. */
export interface Step {
  readonly path: string;
  readonly what: string;
  readonly edit: (text: string) => string | undefined;
  /** The text of a new file. If missing, the file must already exist. */
  readonly fresh?: string;
  readonly remove?: true;
}

/** Applies the steps in order and merges them by file. */
export function planOf(current: Current, steps: readonly Step[]): Plan {
  const changes = new Map<string, FileChange>();
  for (const { path, what, edit, fresh, remove } of steps) {
    const before = changes.has(path) ? changes.get(path)!.text : current.text(path);
    const text = remove ? undefined : before === undefined ? fresh : edit(before);
    if (text === undefined && !remove) return { unedited: path };
    const earlier = changes.get(path);
    changes.set(path, { path, text, what: earlier === undefined ? what : `${earlier.what}, ${what}` });
  }
  return [...changes.values()];
}

function inInfra({ name, sig }: Request, project: StagingProject | undefined): Step[] {
  const id = stagingPrefix + name;
  const path = OWN_DATA.infraFile;
  if (sig === undefined || project?.sig !== undefined) return [];
  if (project === undefined)
    return [{ path, what: `the project ${id}`, edit: (text) => withEntry(text, id, sig) }];
  return [{ path, what: `${sig} owns ${id}`, edit: (text) => withKey(text, id, "sig", sig) }];
}

function inGroups(
  { name, sig, members }: Request,
  { groups, text }: Current,
  project: StagingProject | undefined,
): Step[] {
  const email = project?.group ?? stagingGroup(name);
  const group = groups.groups.find((other) => other.email === email);
  if (group !== undefined) return moreMembers(group, members);
  if (members.length === 0 || sig === undefined) return [];
  const path = groupsFileOf(sig);
  const block = groupLines(name, members);
  const file = `${sig}/groups.yaml`;
  const restriction = restrictionOf(compileRestrictions(groups.restrictions), file);
  const allowed: Step = {
    path: RESTRICTIONS,
    what: `${file} may declare the group`,
    edit: (before) => withAllowed(before, file, email),
  };
  const declared: Step = {
    path,
    what: `the group ${email} with ${counted(members.length, "member")}`,
    edit: (before) => withGroup(before, email, block),
    ...(text(path) === undefined ? { fresh: newGroupsFile(sig, block) } : {}),
  };
  return allows(restriction, email) ? [declared] : [declared, allowed];
}

function moreMembers(group: Group, wanted: readonly string[]): Step[] {
  const known = new Set(membersOf(group));
  const fresh = wanted.filter((address) => !known.has(address));
  if (fresh.length === 0) return [];
  const what = `${counted(fresh.length, "member")} of ${group.email}`;
  return [{ path: group.origin.file, what, edit: (text) => withMembers(text, group.email, fresh) }];
}

function inBuilds({ repositories, builds }: Request, current: Current, id: string): Step[] {
  const path = buildsFile(id);
  const declared = current.builds(id);
  const known = new Set(declared?.sources.map(({ repository }) => repository));
  const names = new Set(declared?.builds.map(({ name }) => name));
  const sources = repositories.filter((repository) => !known.has(repository));
  const fresh = builds.filter(({ name }) => !names.has(name));
  if (sources.length + fresh.length === 0) return [];
  const what = [
    ...(sources.length === 0 ? [] : [counted(sources.length, "source")]),
    ...(fresh.length === 0
      ? []
      : [`the ${fresh.length === 1 ? "build" : "builds"} ${listed(fresh.map(({ name }) => name))}`]),
  ].join(", ");
  const edit = (text: string) => withSourcesAndBuilds(text, sources, fresh);
  return [{ path, what, edit, ...(declared ? {} : { fresh: newBuildsFile(repositories, builds) }) }];
}
