import { compare } from "../../../inventory/yaml/compare.ts";
import { buildAccountId, stagingGroup, stagingName } from "../../../inventory/projects/naming.ts";
import type { ResourceKind } from "../../review/access/grant.ts";
import type { Access } from "../../review/access/accessGraph.ts";

/** The order of the resources in a section. */
const KINDS: readonly ResourceKind[] = ["project", "repository", "bucket", "service account"];

/** The same access to one or more projects. */
export interface Section {
  /** Sorted. */
  readonly projects: readonly string[];
  /** The path to the holder of the roles, nearest first, ending with it; empty if the address itself is it. */
  readonly way: readonly string[];
  /** Ordered by kind; roles sorted. */
  readonly resources: readonly { readonly on: string; readonly roles: readonly string[] }[];
}

/**
 * Folds access for people: the access to one project by one path is a section, and projects whose sections differ only
 * in the project's name share one. In a shared section, `<project>` stands for the project id and `<name>` for the id
 * without its prefix; substituting a project's own gives exactly its access. Sections are sorted by their first
 * project, then by the length of the path.
 */
export function foldAccess(address: string, access: readonly Access[]): Section[] {
  const folded = new Map<string, { plain: Section; alike: Section; projects: string[] }>();
  for (const plain of sectionsOf(address, access)) {
    const project = plain.projects[0]!;
    const hide = (text: string) => withoutNames(text, project);
    const alike: Section = {
      projects: [],
      way: plain.way.map(hide),
      resources: plain.resources.map(({ on, roles }) => ({ on: hide(on), roles })),
    };
    const key = JSON.stringify(alike);
    const others = folded.get(key);
    if (others === undefined) folded.set(key, { plain, alike, projects: [project] });
    else others.projects.push(project);
  }
  return [...folded.values()]
    .map(({ plain, alike, projects }) =>
      projects.length === 1 ? plain : { ...alike, projects: projects.sort() },
    )
    .sort(
      (a, b) =>
        compare(a.projects[0]!, b.projects[0]!) ||
        a.way.length - b.way.length ||
        compare(a.way.join(" "), b.way.join(" ")),
    );
}

/** One section per project and path. */
function sectionsOf(address: string, access: readonly Access[]): Section[] {
  const sections = new Map<
    string,
    { project: string; way: readonly string[]; rolesOn: Map<string, string[]> }
  >();
  const inOrder = access.toSorted((a, b) => KINDS.indexOf(a.grant.kind) - KINDS.indexOf(b.grant.kind));
  for (const { grant, holder, through } of inOrder) {
    const { project, kind, resource, role } = grant;
    const way = holder === address ? [] : [...through, holder];
    const key = [project, ...way].join(" ");
    const section = sections.get(key) ?? { project, way, rolesOn: new Map<string, string[]>() };
    sections.set(key, section);
    const on = `${kind} ${resource}`;
    section.rolesOn.set(on, [...(section.rolesOn.get(on) ?? []), role]);
  }
  return [...sections.values()].map(({ project, way, rolesOn }) => ({
    projects: [project],
    way,
    resources: [...rolesOn].map(([on, roles]) => ({ on, roles: roles.sort() })),
  }));
}

function withoutNames(text: string, project: string): string {
  const name = stagingName(project);
  if (text === stagingGroup(name)) return stagingGroup("<name>");
  return text
    .replaceAll(project, "<project>")
    .replace(`${buildAccountId(name)}@`, `${buildAccountId("<name>")}@`);
}
