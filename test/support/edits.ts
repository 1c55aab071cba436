import fc from "fast-check";
import type { Projects } from "./infra.ts";

/** A staging project as the edits know it. */
interface Project {
  readonly state: "active" | "frozen" | "retired";
  readonly days: number | undefined;
  readonly area: string | undefined;
  readonly members: readonly string[];
  /** Which of `BUILDS` it has. */
  readonly builds: number;
}

/** What the data hold, and which projects have left them for good: their names are taken for ever. */
export interface World {
  readonly projects: Readonly<Record<string, Project>>;
  readonly gone: readonly string[];
}

export const EMPTY: World = { projects: {}, gone: [] };

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

/** One change of the data; one that cannot be made at that point, such as thawing what is retired, changes nothing. */
export interface Edit {
  readonly kind: (typeof KINDS)[number];
  /** Of the projects that are there. */
  readonly which: number;
  readonly value: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...KINDS),
  which: fc.nat(2),
  value: fc.nat(2),
});

/** In the order in which projects are added. */
const NAMES = ["k8s-staging-dns", "k8s-staging-kind", "k8s-staging-kops", "k8s-staging-krm"];
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

/** Edits of a world that has one project at first, with a build. */
export const editsOfOne: fc.Arbitrary<readonly Edit[]> = fc
  .array(edit, { minLength: 5, maxLength: 8 })
  .map((edits) => [{ kind: "add", which: 0, value: 1 }, ...edits]);

/** The world after an edit; the same one where the edit changes nothing. */
export function edited(world: World, { kind, which, value }: Edit): World {
  const names = Object.keys(world.projects);
  const isNew = (name: string) => !names.includes(name) && !world.gone.includes(name);
  const name = kind === "add" ? NAMES.find(isNew) : names[which % names.length];
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

/** Whether the program must not take a world as it is after another: a project has left that was not retired before. */
export function isRefused(before: World, after: World): boolean {
  return Object.entries(before.projects).some(
    ([name, { state }]) => state !== "retired" && after.projects[name] === undefined,
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

function without({ projects, gone }: World, name: string): World {
  const left = Object.entries(projects).filter(([other]) => other !== name);
  return { projects: Object.fromEntries(left), gone: [...gone, name] };
}

/** Old gone, new there, as somebody does it who takes an id for a title. */
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
export function entriesOf({ projects }: World): Projects {
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
export function membersOf({ projects }: World): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(projects).map(([name, { members }]) => [name.replace("k8s-", ""), members]),
  );
}

/** The file of each project that has builds. */
export function buildsOf({ projects }: World): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(projects).flatMap(([name, { builds }]): [string, string][] => {
      const lines = BUILDS[builds] ?? [];
      const short = name.replace("k8s-staging-", "");
      return lines.length === 0 ? [] : [[name, `${lines.join("\n").replaceAll("NAME", short)}\n`]];
    }),
  );
}
