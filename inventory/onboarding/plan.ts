import { OWN_DATA } from "../data.ts";
import { allows, compileRestrictions, restrictionOf } from "../groups/restrictions.ts";
import type { Group } from "../groups/types.ts";
import { membersOf } from "../groups/graph.ts";
import { stagingGroup, stagingPrefix } from "../naming.ts";
import type { StagingProject } from "../types.ts";
import { counted, listed } from "../wording.ts";
import type { BuildRequest } from "./build.ts";
import { newBuildsFile, withSourcesAndBuilds } from "./buildsFile.ts";
import { buildsFile, groupsFileOf, type Current } from "./current.ts";
import { withEntry, withKey } from "./entry.ts";
import { groupLines, newGroupsFile, withGroup, withMembers } from "./groupsFile.ts";
import { withAllowed } from "./restrictionsFile.ts";

/** What somebody asks for. */
export interface Request {
  /** Without the prefix. */
  readonly name: string;
  /** Undefined for a project that is there, when nobody has said. */
  readonly sig: string | undefined;
  /** On GitHub, as `<organisation>/<name>`. */
  readonly repositories: readonly string[];
  /** Addresses in lower case, each once. */
  readonly members: readonly string[];
  readonly builds: readonly BuildRequest[];
}

/** One file of a change: its new text, undefined to take it away, and what is done to it in a few words. */
export interface FileChange {
  readonly path: string;
  readonly text: string | undefined;
  readonly what: string;
}

/** The changes by file, none of which is made yet; or the first file that is not in the style that can be edited. */
export type Plan = readonly FileChange[] | { readonly unedited: string };

/** Which file may declare which group. */
export const RESTRICTIONS = `${OWN_DATA.groupsFolder}/restrictions.yaml`;

/**
 * What writing a request changes. What is there already is left as it is, so that a request made twice changes nothing the
 * second time. `more` are steps beyond the project itself. Pure: whether the data is sound with it is found out by loading it.
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

/** An edit of one file: its new text, from the text as it is; undefined when the text is not in the style. */
export interface Step {
  readonly path: string;
  readonly what: string;
  readonly edit: (text: string) => string | undefined;
  /** What the file says when it does not exist; without it, the file must. */
  readonly fresh?: string;
  readonly remove?: true;
}

/** Makes the steps one after the other. */
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
