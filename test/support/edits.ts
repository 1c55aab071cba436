import fc from "fast-check";
import type { Projects } from "./infra.ts";

/** A staging project as the edits know it. */
interface Project {
  readonly state: "active" | "frozen" | "retired";
  readonly days: number | undefined;
  readonly area: string | undefined;
  readonly members: readonly string[];
}

/** What the data hold, and which projects have left them for good: their names are taken for ever. */
export interface World {
  readonly projects: Readonly<Record<string, Project>>;
  readonly gone: readonly string[];
}

export const EMPTY: World = { projects: {}, gone: [] };

const KINDS = ["add", "members", "retention", "labels", "freeze", "thaw", "retire", "remove"] as const;

/** One change of the data; one that cannot be made at that point, such as retiring what is not there, changes nothing. */
export interface Edit {
  readonly kind: (typeof KINDS)[number];
  readonly project: string;
  readonly value: number;
}

/** Edits of three projects, more often than not of one that is there. */
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("add", ...KINDS),
  project: fc.constantFrom("k8s-staging-dns", "k8s-staging-kind", "k8s-staging-krm"),
  value: fc.nat(2),
});

const PEOPLE = ["ada@example.com", "bob@example.com", "eve@example.com"];

/** Edits of a world that has one project at first. */
export const editsOfOne: fc.Arbitrary<readonly Edit[]> = fc
  .array(edit, { minLength: 5, maxLength: 8 })
  .map((edits) => [{ kind: "add", project: "k8s-staging-dns", value: 1 }, ...edits]);

/** The world after an edit. */
export function edited(world: World, { kind, project: name, value }: Edit): World {
  const project = world.projects[name];
  const put = (changed: Project): World => ({ ...world, projects: { ...world.projects, [name]: changed } });
  if (project === undefined) {
    const isNew = kind === "add" && !world.gone.includes(name);
    const members = PEOPLE.slice(0, value + 1);
    return isNew ? put({ state: "active", days: undefined, area: undefined, members }) : world;
  }
  if (project.state === "retired") {
    if (kind !== "remove") return world;
    const projects = Object.fromEntries(Object.entries(world.projects).filter(([other]) => other !== name));
    return { projects, gone: [...world.gone, name] };
  }
  switch (kind) {
    case "members":
      return put({ ...project, members: PEOPLE.toSpliced(value, 1) });
    case "retention":
      return put({ ...project, days: [30, 60, undefined][value] });
    case "labels":
      return put({ ...project, area: ["testing", "network", undefined][value] });
    case "freeze":
      return put({ ...project, state: "frozen" });
    case "thaw":
      return put({ ...project, state: "active" });
    case "retire":
      return put({ ...project, state: "retired" });
    default:
      return world;
  }
}

/** The lines of each entry in infra.yaml. */
export function entriesOf({ projects }: World): Projects {
  return Object.fromEntries(
    Object.entries(projects).map(([name, { state, days, area }]) => [
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
