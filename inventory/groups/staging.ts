import { error, inReadingOrder, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { nameInGroup, stagingPrefix } from "../projects/naming.ts";
import type { Inventory, StagingProject } from "../projects/types.ts";
import { counted } from "../../terminal/wording.ts";
import { localPart } from "./address.ts";
import { isPlainPath } from "../yaml/glob.ts";
import { patternFor } from "./pattern.ts";
import { allows, compileRestrictions, restrictionOf, type CompiledRestriction } from "./restrictions.ts";
import { deepFreeze } from "../yaml/values.ts";
import { effectiveSettings } from "./settings.ts";
import type { Group, GroupsInventory } from "./types.ts";

/**
 * Checks that projects and groups match: roles are granted only to existing groups, which upstream noticed only when
 * the deployment failed (facts/upstream.md §10, rows 3 and 7), and no group is left over from a project. A missing
 * group of the naming rule is only a warning, since {@link withStagingGroups} adds it. One that an entry names must be
 * declared, since a typo would otherwise become a group.
 */
export function checkStagingGroups(inventory: Inventory, groups: GroupsInventory): Diagnostic[] {
  const byEmail = new Map(groups.groups.map((group) => [group.email, group]));
  const writers = new Set(writtenProjects(inventory).map(({ group }) => group));
  const restrictions = compileRestrictions(groups.restrictions);
  return inReadingOrder([
    ...writtenProjects(inventory).flatMap((project) => {
      const group = byEmail.get(project.group);
      if (group === undefined) return [missing(project, groups, restrictions)];
      return group.state === "retired" ? [retired(project, group)] : [];
    }),
    ...leftOver(
      groups.groups.filter(({ email, state }) => state === "active" && !writers.has(email)),
      new Map(inventory.stagingProjects.map((project) => [project.name, project])),
    ),
  ]);
}

/** The projects whose group gets roles. Not those that are retired: their groups may be removed before them. */
export function writtenProjects({ stagingProjects }: Inventory): StagingProject[] {
  return stagingProjects.filter(({ profile, state }) => profile === "images" && state !== "retired");
}

/** Adds missing groups of the naming rule, with default settings and without members. Sorted by address. */
export function withStagingGroups(inventory: Inventory, declared: readonly Group[]): Group[] {
  const emails = new Set(declared.map(({ email }) => email));
  const added = writtenProjects(inventory)
    .filter(({ group, declared: stated }) => stated["group"] === undefined && !emails.has(group))
    .map(groupByRule);
  return [...declared, ...added].sort((a, b) => (a.email < b.email ? -1 : 1));
}

function groupByRule({ group, name, origin }: StagingProject): Group {
  return deepFreeze({
    email: group,
    name: localPart(group),
    description: stagingGroupDescription(name),
    membership: "partial",
    state: "active",
    settings: effectiveSettings({}),
    reconcileMembers: false,
    owners: [],
    managers: [],
    members: [],
    nested: [],
    origin,
    origins: {},
    declared: {},
  });
}

/** The description of a staging project's group, unless its record has another one. Plain YAML as it stands. */
export function stagingGroupDescription(name: string): string {
  return `ACL for staging ${name}`;
}

/** The lines that declare the group of a project, for insertion below `groups:`. */
export function stagingGroupBlock({ group, name }: Pick<StagingProject, "group" | "name">): string[] {
  return [
    `  - email-id: ${group}`,
    `    name: ${localPart(group)}`,
    `    description: ${stagingGroupDescription(name)}`,
    `    settings:`,
    `      ReconcileMembers: "true"`,
    `    members: []`,
  ];
}

function missing(
  project: StagingProject,
  groups: GroupsInventory,
  restrictions: readonly CompiledRestriction[],
): Diagnostic {
  const { id, group, sig, declared, origin } = project;
  const file = fileFor(group, groups.files, restrictions);
  const pattern = `'${patternFor(group)}'`;
  const byRule = declared["group"] === undefined;
  const now = byRule ? "it is made without members; " : "";
  const where =
    file === undefined
      ? `${now}add these lines to ${sig ?? "<sig>"}/groups.yaml, and ${pattern} to its allowedGroups in restrictions.yaml, with the members of the group:`
      : `${now}add these lines to ${file}, with the members of the group:`;
  const message = `${id}: the group ${group} that writes its images is not declared`;
  const judge = byRule ? warning : error;
  const diagnostic = judge("staging-group-missing", declared["group"] ?? origin, message, where);
  return { ...diagnostic, block: stagingGroupBlock(project) };
}

/** The first file, in the order of the restrictions, that may declare a group. It exists, or a restriction names it. */
function fileFor(
  email: string,
  files: readonly string[],
  restrictions: readonly CompiledRestriction[],
): string | undefined {
  const named = restrictions.filter(({ path }) => isPlainPath(path)).map(({ path }) => path);
  const candidates = [...new Set([...named, ...files])];
  const order = candidates.flatMap((file) => {
    const restriction = restrictionOf(restrictions, file);
    if (!allows(restriction, email)) return [];
    return [
      { file, rank: restriction === undefined ? restrictions.length : restrictions.indexOf(restriction) },
    ];
  });
  return order.sort((a, b) => a.rank - b.rank)[0]?.file;
}

function retired({ id, declared, origin }: StagingProject, group: Group): Diagnostic {
  const { file, line } = group.origin;
  const message = `${id}: the group ${group.email} that writes its images is retired (${file}:${line})`;
  const hint = "make the project `state: retired` first, or remove the state of the group";
  return error("staging-group-retired", declared["group"] ?? origin, message, hint);
}

/** Warns about groups of the naming rule that write nothing: individually if they have a project, or else as one. */
function leftOver(unused: readonly Group[], projects: ReadonlyMap<string, StagingProject>): Diagnostic[] {
  const named = unused.filter(({ email }) => nameInGroup(email) !== undefined);
  const projectOf = ({ email }: Group) => projects.get(nameInGroup(email) ?? "");
  const idle = named.flatMap((group) => {
    const project = projectOf(group);
    if (project === undefined) return [];
    const message = `${group.email} writes nothing: ${project.id} ${reasonOf(project)}`;
    return [warning("staging-group-unused", group.origin, message, "make the group `state: retired`")];
  });
  const [first, ...others] = named.filter((group) => projectOf(group) === undefined);
  if (first === undefined) return idle;
  const more = others.length === 0 ? "" : `; the same applies to ${counted(others.length, "more group")}`;
  const id = `${stagingPrefix}${nameInGroup(first.email) ?? ""}`;
  const message = `${first.email} is named after ${id}, which is not declared${more}`;
  const hint = "declare the project, or make the group `state: retired`";
  return [...idle, warning("staging-group-unused", first.origin, message, hint)];
}

function reasonOf({ profile, state, group }: StagingProject): string {
  if (profile === "build-only") return "has no images (profile build-only)";
  return state === "retired" ? "is retired" : `is written by ${group}`;
}
