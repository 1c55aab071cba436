import { loadBuilds, type BuildsResult } from "../builds/load.ts";
import type { Data } from "../data.ts";
import { loadGroups } from "../groups/load.ts";
import { checkSpecialCaseGroups } from "../groups/special-cases.ts";
import { checkStagingGroups, withStagingGroups } from "../groups/staging.ts";
import type { GroupsInventory } from "../groups/types.ts";
import { loadInventory } from "../projects/load.ts";
import type { Inventory } from "../projects/types.ts";
import { loadRegistry, type Served } from "../registry/load.ts";
import { fromRoot } from "../../boot/root.ts";
import { ORGS_FILE, buildsFolder, fileIn, folderIn, orgsIn, type DataSources } from "../sources.ts";
import { hasErrors, inReadingOrder, type Diagnostic } from "../yaml/diagnostics.ts";
import { readSource } from "../yaml/source.ts";
import { checkBuildProjects } from "./buildProjects.ts";
import { checkDeclared } from "./registryOwners.ts";

/** The data, unless there is an error, and all diagnostics in reading order. */
export interface DataResult {
  readonly data: Data | undefined;
  /** The parts of the data that have no errors of their own. */
  readonly parts: {
    readonly inventory: Inventory | undefined;
    readonly served: Served | undefined;
  };
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the data of the stacks and checks it for consistency. Never throws because of the files. */
export function loadData(sources: DataSources): DataResult {
  const { builds, exceptions, diagnostics: inBuilds } = buildsOf(sources);
  const { inventory, diagnostics: inInfra } = loadInventory(fileIn(sources, "infraFile"), builds);
  const { groups, diagnostics: inGroups } = loadGroups(folderIn(sources, "groupsFolder"));
  const { served, registry, diagnostics: inRegistry } = loadRegistry(folderIn(sources, "registryFolder"));
  const diagnostics = inReadingOrder([
    ...inInfra,
    ...inGroups,
    ...inRegistry,
    ...(inventory && groups ? checkGroups(inventory, groups, sources) : []),
    ...inBuilds,
    ...(inventory && builds ? checkBuildProjects(inventory, builds) : []),
    ...(inventory && groups && registry && !isForeignTo("registryFolder", sources)
      ? checkDeclared(registry.production, inventory, groups.groups)
      : []),
  ]);
  const parts = { inventory, served };
  if (!inventory || !groups || !registry || !builds || hasErrors(diagnostics))
    return { data: undefined, parts, diagnostics };
  const data = {
    inventory,
    groups: withStagingGroups(inventory, groups.groups),
    limits: groups.limits,
    registry,
    sourceExceptions: exceptions,
  };
  return { data, parts, diagnostics };
}

/** What `loadData` does not check: projects or groups in place of the project's own need not match the rest of it. */
export function uncheckedIn(sources: DataSources): string[] {
  return [
    ...(isForeignTo("groupsFolder", sources)
      ? [`which groups of ${sources.shown.groupsFolder}/ are unused`]
      : []),
    ...(isForeignTo("registryFolder", sources)
      ? [`whether the projects and groups named in ${sources.shown.registryFolder}/ are declared`]
      : []),
  ];
}

/** Whether a folder is the project's own, and the projects or groups beside it are not. */
function isForeignTo(folder: "groupsFolder" | "registryFolder", { replaced }: DataSources): boolean {
  const others =
    folder === "groupsFolder" ? (["infraFile"] as const) : (["infraFile", "groupsFolder"] as const);
  return !replaced.has(folder) && others.some((other) => replaced.has(other));
}

function checkGroups(inventory: Inventory, groups: GroupsInventory, sources: DataSources): Diagnostic[] {
  const found = [...checkStagingGroups(inventory, groups), ...checkSpecialCaseGroups(inventory, groups)];
  return isForeignTo("groupsFolder", sources)
    ? found.filter(({ rule }) => rule !== "staging-group-unused")
    : found;
}

function buildsOf(sources: DataSources): BuildsResult {
  const { paths, shown, open } = sources;
  const folder = open(buildsFolder(paths.infraFile), buildsFolder(shown.infraFile));
  const orgs = orgsIn(sources);
  return loadBuilds(folder, "rule" in orgs ? readSource(fromRoot(ORGS_FILE), ORGS_FILE) : orgs);
}
