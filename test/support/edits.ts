import fc from "fast-check";
import type { Projects as Entries } from "./infra.ts";

/** The parts of a staging project that edits change. */
interface Project {
  readonly state: "active" | "frozen" | "retired";
  readonly days: number | undefined;
  readonly area: string | undefined;
  readonly members: readonly string[];
  /** The index of its builds in `BUILDS`. */
  readonly builds: number;
}

/** The data of one sequence of edits, and the projects that have left it for good, whose names cannot be reused. */
export interface World {
  readonly projects: Readonly<Record<string, Project>>;
  readonly gone: readonly string[];
  /** The names of its possible projects, in the order in which they are added. */
  readonly names: readonly string[];
}

/** The start of a sequence. Sequences with different numbers have no project in common. */
export function emptyWorld(number: number): World {
  return { projects: {}, gone: [], names: NAMES.map((name) => `k8s-staging-s${number}-${name}`) };
}

/** The data of sequences side by side. */
export type Projects = World["projects"];

export function allOf(worlds: readonly World[]): Projects {
  return Object.assign({}, ...worlds.map(({ projects }) => projects)) as Projects;
}

const KINDS = [
  "add",
  "members",
  "retention",
  "labels",
  "builds",
  "freeze",
  "thaw",
  "retire",
  "remove",
  "rename",
] as const;

/** One change of the data. One that is impossible at that point, such as thawing a retired project, changes nothing. */
export interface Edit {
  readonly kind: (typeof KINDS)[number];
  /** Selects one of the existing projects. */
  readonly which: number;
  readonly value: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...KINDS),
  which: fc.nat(2),
  value: fc.nat(2),
});

const NAMES = ["dns", "kind", "kops", "krm"];
const PEOPLE = ["ada@example.com", "bob@example.com", "eve@example.com"];

/** Builds of a project, as the lines of its file; `NAME` stands for its short name. */
const BUILDS: readonly (readonly string[])[] = [
  [],
  ["sources: [kubernetes-sigs/NAME]", "builds:", "  post-NAME-push-images: { branches: [^main$] }"],
  [
    "sources: [kubernetes-sigs/NAME, kubernetes/NAME]",
    "builds:",
    "  post-NAME-push-images: { repository: kubernetes-sigs/NAME, branches: [^main$], tags: [semver] }",
    '  nightly-NAME-push-images: { repository: kubernetes/NAME, branch: main, schedule: "0 4 * * *" }',
  ],
];

/** Edits of a world that begins with one project with a build. The shortest sequence is empty. */
export const sequence: fc.Arbitrary<readonly Edit[]> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constant([]), weight: 1 },
  {
    arbitrary: fc
      .array(edit, { minLength: 1, maxLength: 8, size: "max" })
      .map((edits): Edit[] => [{ kind: "add", which: 0, value: 1 }, ...edits]),
    weight: 1_000_000,
  },
);

/** The world after an edit; the same object when the edit changes nothing or is undefined. */
export function edited(world: World, change: Edit | undefined): World {
  if (change === undefined) return world;
  const { kind, which, value } = change;
  const names = Object.keys(world.projects);
  const isNew = (name: string) => !names.includes(name) && !world.gone.includes(name);
  const name = kind === "add" ? world.names.find(isNew) : names[which % names.length];
  if (name === undefined) return world;
  const project = world.projects[name] ?? { ...BARE, members: PEOPLE.slice(0, value + 1), builds: value };
  switch (kind) {
    case "remove":
      return without(world, name);
    case "rename":
      return isNew(`${name}-two`) ? renamed(world, name, project) : world;
    default:
      return put(
        world,
        name,
        project.state === "retired" ? project : { ...project, ...changeOf(kind, value) },
      );
  }
}

/** The projects that have left a world without being retired first, which the program must refuse. */
export function lost(before: World, after: World): string[] {
  return Object.entries(before.projects).flatMap(([name, { state }]) =>
    state !== "retired" && after.projects[name] === undefined ? [name] : [],
  );
}

const BARE: Project = { state: "active", days: undefined, area: undefined, members: [], builds: 0 };

function changeOf(kind: Edit["kind"], value: number): Partial<Project> {
  switch (kind) {
    case "members":
      return { members: PEOPLE.toSpliced(value, 1) };
    case "retention":
      return { days: [30, 60, undefined][value] };
    case "labels":
      return { area: ["testing", "network", undefined][value] };
    case "builds":
      return { builds: value };
    case "freeze":
      return { state: "frozen" };
    case "thaw":
      return { state: "active" };
    case "retire":
      return { state: "retired" };
    default:
      return {};
  }
}

function without(world: World, name: string): World {
  const left = Object.entries(world.projects).filter(([other]) => other !== name);
  return { ...world, projects: Object.fromEntries(left), gone: [...world.gone, name] };
}

/** Removes the old id and adds a new one, like somebody who takes an id for a title. */
function renamed(world: World, name: string, project: Project): World {
  return put(without(world, name), `${name}-two`, { ...project, state: "active" });
}

function put(world: World, name: string, project: Project): World {
  const isSame = JSON.stringify(world.projects[name]) === JSON.stringify(project);
  return isSame ? world : { ...world, projects: { ...world.projects, [name]: project } };
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) =>
  one < other ? -1 : 1;

/** The lines of each entry in infra.yaml. */
export function entriesOf(projects: Projects): Entries {
  return Object.fromEntries(
    Object.entries(projects)
      .toSorted(byName)
      .map(([name, { state, days, area }]) => [
        name,
        [
          ...(state === "active" ? [] : [`state: ${state}`]),
          ...(state === "retired" ? ["read_only_until: 2027-03-01"] : []),
          ...(days === undefined ? [] : [`retention: { days: ${days} }`]),
          ...(area === undefined ? [] : [`labels: { area: ${area} }`]),
        ],
      ]),
  );
}

/** The members of each project's group, by the group's name without `k8s-infra-`. */
export function membersOf(projects: Projects): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(projects).map(([name, { members }]) => [name.replace("k8s-", ""), members]),
  );
}

/** The file of each project that has builds. */
export function buildsOf(projects: Projects): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(projects).flatMap(([name, { builds }]): [string, string][] => {
      const lines = BUILDS[builds] ?? [];
      const short = name.replace("k8s-staging-", "");
      return lines.length === 0 ? [] : [[name, `${lines.join("\n").replaceAll("NAME", short)}\n`]];
    }),
  );
}
