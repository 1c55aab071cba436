import { posix } from "node:path";
import {
  declarationsIn,
  type BuildDeclaration,
  type ProjectDeclaration,
} from "../../../inventory/builds/declarations.ts";
import type { Organizations } from "../../../inventory/builds/orgs.ts";
import { checkSources } from "../../../inventory/builds/rules/sources.ts";
import { repository as repositorySchema } from "../../../inventory/builds/schema.ts";
import { OWN_DATA, OWN_PATHS } from "../../../inventory/sources.ts";
import { isMap } from "../../../inventory/yaml/values.ts";
import { hasErrors } from "../../../inventory/yaml/diagnostics.ts";
import { addressPattern, canonical } from "../../../inventory/groups/address.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { stagingPrefix } from "../../../inventory/projects/naming.ts";
import { parse } from "../../../inventory/yaml/parse.ts";
import { stagingEntry } from "../../../inventory/projects/schema.ts";
import { sourceOf } from "../../../inventory/yaml/source.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import { listed, quoted } from "../../../terminal/wording.ts";
import { buildIn, type BuildRequest } from "./build.ts";
import { newBuildsFile } from "./buildsFile.ts";
import { buildsFile, type Current } from "./current.ts";
import { freeName, nameFaults as newNameFaults, nameIn } from "./names.ts";
import type { Request } from "./plan.ts";

/** A request as typed on the command line. */
export interface Typed {
  readonly name: string;
  readonly sig: string | undefined;
  readonly repositories: readonly string[];
  readonly members: readonly string[];
  /** Arguments for {@link buildIn}. If undefined, each new source gets a default build. */
  readonly builds: readonly string[] | undefined;
  /** Whether new sources may be added to an existing project. */
  readonly add: boolean;
}

/** The result of reading a request. */
export interface Reading {
  /** Undefined if there are faults. */
  readonly request: Request | undefined;
  /** The existing project of that name, if any. */
  readonly project: StagingProject | undefined;
  /** Everything that is wrong: one sentence each, with a remedy. */
  readonly faults: readonly string[];
  /** What looks odd, but may be intended. */
  readonly notes: readonly string[];
}

/** The options that a new project requires, but that are missing. */
export function missingIn({ sig, repositories, members }: Typed): string[] {
  return [
    ...(repositories.length === 0 ? ["--repo"] : []),
    ...(sig === undefined ? ["--sig"] : []),
    ...(members.length === 0 ? ["--member"] : []),
  ];
}

/** The existing staging project of a name, typed with or without the prefix. */
export function projectNamed(typed: string, { inventory }: Current): StagingProject | undefined {
  return inventory.stagingProjects.find(({ id }) => id === stagingPrefix + nameIn(typed));
}

/** Reads a request and checks it, as far as that is possible without the files that it would write. */
export function readRequest(
  typed: Typed,
  current: Current,
  organizations: Organizations | undefined,
): Reading {
  const name = nameIn(typed.name);
  const project = projectNamed(name, current);
  const id = stagingPrefix + name;
  const repositories = [...new Set(typed.repositories.map(repositoryIn))];
  const declared = current.builds(id);
  const known = declared?.sources.map((each) => each.repository) ?? [];
  const fresh = repositories.filter((repository) => !known.includes(repository));
  const { builds, faults: inBuilds } = buildsOf(typed, id, { known, fresh }, declared);
  const sig = project?.sig ?? typed.sig;
  const faults = [
    ...nameFaults(name, project, typed, current, { known, fresh }),
    ...repositories.flatMap((repository) =>
      isRepository(repository)
        ? []
        : [`${quoted(repository)} is no repository on GitHub; write it as <organisation>/<name>`],
    ),
    ...(organizations === undefined
      ? []
      : sourceFaults(id, repositories.filter(isRepository), organizations)),
    ...(typed.sig === undefined ? [] : sigFaults(typed.sig, project)),
    ...typed.members.flatMap((member) =>
      addressPattern.test(member)
        ? []
        : [`${quoted(member)} is no e-mail address; write it as <name>@<domain>`],
    ),
    ...(project === undefined || typed.members.length === 0 ? [] : groupFaults(project, sig, current)),
    ...inBuilds,
  ];
  const members = [...new Set(typed.members.map(canonical))];
  const request = { name, sig, repositories, members, builds };
  const notes = [
    ...(project === undefined ? sharedNotes(name, current) : []),
    ...(sig === undefined || project?.sig !== undefined ? [] : sigNotes(sig, current)),
  ];
  return { request: faults.length === 0 ? request : undefined, project, faults, notes };
}

/** Also accepts the forms of Git and browsers: `https://github.com/kubernetes-sigs/kind.git`. */
function repositoryIn(typed: string): string {
  return typed.replace(/^(?:https:\/\/|git@)?github\.com[/:]/, "").replace(/(?:\.git)?\/?$/, "");
}

function isRepository(text: string): boolean {
  return repositorySchema.safeParse(text).success;
}

function nameFaults(
  name: string,
  project: StagingProject | undefined,
  { add }: Typed,
  { inventory }: Current,
  sources: { readonly known: readonly string[]; readonly fresh: readonly string[] },
): string[] {
  const taken = new Set(inventory.stagingProjects.map((other) => other.name));
  if (project === undefined) return newNameFaults(name, taken);
  const { id, state } = project;
  if (state !== "active")
    return [`${id} is ${state}: make it active first, by removing its \`state\` from ${OWN_DATA.infraFile}`];
  if (add || sources.fresh.length === 0) return [];
  const free =
    freeName(posix.basename(sources.fresh[0]!).toLowerCase(), taken) ?? freeName(`${name}-2`, taken);
  const what = sources.known.length === 0 ? "is there" : `publishes ${listed(sources.known)}`;
  const other = free === undefined ? "" : `, such as ${free}`;
  return [
    `the name ${name} is taken: ${id} ${what}; choose another${other}, or say --add to add ${listed(sources.fresh)} to it`,
  ];
}

function sigFaults(sig: string, project: StagingProject | undefined): string[] {
  if (!stagingEntry.shape.sig.safeParse(sig).success)
    return [`${quoted(sig)} is no SIG; write it as sig-node, wg-… or committee-…`];
  const owner = project?.sig;
  if (project === undefined || owner === undefined || owner === sig) return [];
  return [
    `the name ${project.name} is taken: ${project.id} belongs to ${owner}; choose another, or say --sig ${owner} to add to it`,
  ];
}

/** Why members cannot be added to an existing project. */
function groupFaults(
  { id, group, profile }: StagingProject,
  sig: string | undefined,
  { groups }: Current,
): string[] {
  if (profile === "build-only")
    return [`${id} has no group: nobody writes images there (profile build-only)`];
  if (sig !== undefined || groups.groups.some(({ email }) => email === group)) return [];
  return [`${group} is not declared yet; pass --sig to declare it in the SIG's groups.yaml`];
}

/** A new subproject may already have a repository in the shared project instead (facts/upstream.md §1.2). */
function sharedNotes(name: string, { text }: Current): string[] {
  const { data } = parse(sourceOf(OWN_PATHS.sharedFile, text(OWN_PATHS.sharedFile) ?? ""), "registries");
  if (!data?.keysOf(["registries"]).includes(name)) return [];
  return [`the shared project k8s-staging-images has a repository ${name} already; is that what you need?`];
}

/** A SIG that is not in the data yet may be a typo. */
function sigNotes(sig: string, { inventory, groups }: Current): string[] {
  const known = new Set([
    ...inventory.stagingProjects.flatMap((project) => project.sig ?? []),
    ...groups.files.map((file) => file.split("/")[0]!),
  ]);
  const near = known.has(sig) ? undefined : nearest(sig, [...known]);
  return near === undefined ? [] : [`${sig} has no groups here yet; did you mean ${near}?`];
}

/** Applies the requirements rule, like `check`. */
function sourceFaults(
  project: string,
  repositories: readonly string[],
  organizations: Organizations,
): string[] {
  const origin = { file: "", line: 1, column: 1 };
  const sources = repositories.map((repository) => ({ repository, origin }));
  const found = checkSources({ projects: [{ project, sources, builds: [], origin }], organizations });
  return found
    .filter((diagnostic) => hasErrors([diagnostic]))
    .map(({ message, hint }) => `${message}; ${hint}`);
}

function buildsOf(
  typed: Typed,
  id: string,
  { known, fresh }: { readonly known: readonly string[]; readonly fresh: readonly string[] },
  declared: ProjectDeclaration | undefined,
): { readonly builds: readonly BuildRequest[]; readonly faults: readonly string[] } {
  const sources = [...known, ...fresh];
  const read = (typed.builds ?? fresh.map((repository) => `repo=${repository}`)).map((text) =>
    buildIn(text, sources),
  );
  const builds = read.filter((build): build is BuildRequest => typeof build !== "string");
  const names = builds.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) < at))];
  return {
    builds,
    faults: [
      ...read.filter((build) => typeof build === "string"),
      ...twice.map((name) => `two builds are named ${name}: name one of them otherwise, with name=<name>`),
      ...builds
        .filter((build) => differs(build, sources, declared))
        .map(
          ({ name }) =>
            `${name} is a build of ${id} already, and another one; name the new one otherwise, with name=<name>, or edit ${buildsFile(id)}`,
        ),
    ],
  };
}

/** Whether a different build of the same name exists. */
function differs(
  build: BuildRequest,
  sources: readonly string[],
  declared: ProjectDeclaration | undefined,
): boolean {
  const present = declared?.builds.find(({ name }) => name === build.name);
  if (present === undefined) return false;
  const { data } = parse(sourceOf("", newBuildsFile(sources, [build])), "sources");
  const [wanted] = data === undefined ? [] : declarationsIn("", data).builds;
  const content = ({ entry, repository }: BuildDeclaration) => JSON.stringify({ ...entry, repository });
  return wanted === undefined || sorted(content(wanted)) !== sorted(content(present));
}

/** JSON with sorted keys. */
function sorted(json: string): string {
  return JSON.stringify(JSON.parse(json), (_, value: unknown) =>
    isMap(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}
