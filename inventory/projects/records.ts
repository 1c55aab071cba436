import type { ProjectBuilds } from "../builds/types.ts";
import { SCHEDULER_API, baselineApis, fullApiName } from "./apis.ts";
import type { Declaration, Declarations, StagingDeclaration } from "./declarations.ts";
import { isMap } from "../yaml/values.ts";
import { stagingGroup, stagingName } from "./naming.ts";
import type { StagingEntry } from "./schema.ts";
import { specialCasesOf } from "./special-cases/records.ts";
import type { DeclaredProject, Inventory, KeepRule, StagingProject } from "./types.ts";
import type { Position } from "../yaml/position.ts";

/**
 * Turns declarations without errors into complete records, sorted by id.
 *
 * @param builds the builds of these projects, from files of their own
 */
export function inventoryOf(
  { sections, staging, specialCases }: Declarations,
  builds: readonly ProjectBuilds[],
): Inventory {
  const managers = new Map(sections.map(({ type, managedBy }) => [type, managedBy]));
  const others = sections.filter(({ type }) => type !== "staging").flatMap(({ projects }) => projects);
  const buildsOf = new Map(builds.map((entry) => [entry.project, entry]));
  return {
    stagingProjects: sorted(
      staging.map((project) => ({
        ...stagingProject(project, managers.get("staging"), buildsOf.get(project.id)),
        specialCases: specialCasesOf(project.id, specialCases),
      })),
    ),
    otherProjects: sorted(others.map((project) => declaredProject(project, managers.get(project.type)))),
  };
}

function stagingProject(
  declaration: StagingDeclaration,
  managedBy: string | undefined,
  { sources, builds }: Pick<StagingProject, "sources" | "builds"> = { sources: [], builds: [] },
): Omit<StagingProject, "specialCases"> {
  const { id, entry, origin } = declaration;
  const name = stagingName(id);
  const scheduled = builds.some(({ runner, periodic }) => runner === "trigger" && periodic !== undefined);
  const apis = new Set([
    ...baselineApis[entry.profile],
    ...entry.apis.map(fullApiName),
    ...(scheduled ? [SCHEDULER_API] : []),
  ]);
  const { days, dry_run, keep } = entry.retention;
  return {
    id,
    name,
    profile: entry.profile,
    state: entry.state,
    readOnlyUntil:
      entry.state === "retired" && entry.profile === "images" ? entry.read_only_until : undefined,
    group: entry.group ?? stagingGroup(name),
    sig: entry.sig,
    managedBy: entry.managed_by ?? managedBy,
    apis: [...apis].sort(),
    labels: entry.labels,
    retention: { days, dryRun: dry_run, keep: keep.map(keepRule) },
    sources,
    builds,
    origin,
    declared: declaredKeys(declaration),
  };
}

function keepRule(rule: StagingEntry["retention"]["keep"][number]): KeepRule {
  const { id, reason, owner, packages = [], tags = [], most_recent: mostRecent } = rule;
  return { id, reason, owner, packages, tags, mostRecent };
}

/** Positions of the keys that the entry sets, including nested ones such as `retention.days`. */
function declaredKeys({ keysOf, keyAt }: StagingDeclaration): Record<string, Position> {
  const own = keysOf([]).map((key): [string, Position] => [key, keyAt([key])]);
  const inner = keysOf(["retention"]).map((key): [string, Position] => [
    `retention.${key}`,
    keyAt(["retention", key]),
  ]);
  return Object.fromEntries([...own, ...inner]);
}

function declaredProject(
  { id, type, raw, origin }: Declaration,
  managedBy: string | undefined,
): DeclaredProject {
  const own = isMap(raw) ? raw["managed_by"] : raw;
  return { id, type, managedBy: typeof own === "string" ? own : managedBy, origin };
}

/** Sorted by id, then by type: one id may be declared under two types. */
function sorted<T extends { id: string; type?: string }>(projects: readonly T[]): T[] {
  const key = ({ id, type = "" }: T) => `${id} ${type}`;
  return [...projects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
