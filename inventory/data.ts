import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkBuildProjects, withBuilds } from "./builds/join.ts";
import { loadBuilds, type BuildsResult } from "./builds/load.ts";
import type { SourceException } from "./builds/types.ts";
import type { Diagnostic } from "./diagnostics.ts";
import { hasErrors, inReadingOrder } from "./diagnostics.ts";
import { groupsFrom } from "./groups/load.ts";
import { checkSpecialCaseGroups } from "./groups/special-cases.ts";
import { checkStagingGroups, withStagingGroups } from "./groups/staging.ts";
import { diskTree, type Tree } from "./groups/tree.ts";
import type { Group, Limits } from "./groups/types.ts";
import { inventoryFrom } from "./load.ts";
import { checkDeclared } from "./registry/cross-checks.ts";
import { loadRegistry } from "./registry/load.ts";
import type { Registry } from "./registry/types.ts";
import { fromRoot } from "./root.ts";
import { readSource, type Source } from "./source.ts";
import type { Inventory } from "./types.ts";

/** Which files the data is in: paths relative to the project's root, or absolute ones. */
export interface DataFiles {
  /** The folder `builds` beside it, if there is one, holds the builds of its projects. */
  readonly infraFile: string;
  readonly groupsFolder: string;
  readonly registryFolder: string;
}

/** The project's own data. */
export const OWN_DATA = {
  infraFile: "infra/gcp/infra.yaml",
  groupsFolder: "groups",
  registryFolder: "infra/registry",
} as const satisfies DataFiles;

/** The organisations by which sources are judged, where none are beside the data (see {@link orgsFile}). */
export const ORGS_FILE = "infra/orgs.yaml";

/** Everything that a stack is made from. */
export interface Data {
  readonly inventory: Inventory;
  /** Sorted by address; those that staging projects have by the naming rule among them, declared or not. */
  readonly groups: readonly Group[];
  readonly registry: Registry;
  readonly limits: Limits;
  /** Repositories of others that projects may be built from. */
  readonly sourceExceptions: readonly SourceException[];
}

/** What came of loading: the data unless there is an error, and all mistakes in reading order. */
export interface DataResult {
  readonly data: Data | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What data is read from: the disk, or a revision of it. Files and folders by absolute path and by what to call them. */
export interface Storage {
  readonly file: (path: string, displayName: string) => Source | Diagnostic;
  readonly folder: (path: string, displayName: string) => Tree;
}

/** The files as they are now. */
export const disk: Storage = { file: readSource, folder: diskTree };

/**
 * Loads all data and checks that its parts fit together. Never throws for what the files are or hold.
 *
 * @param files where the data is
 * @param shown what diagnostics and positions call those files
 * @param from what they are read from
 */
export function loadData(files: DataFiles, shown: DataFiles = files, from: Storage = disk): DataResult {
  const infra = from.file(fromRoot(files.infraFile), shown.infraFile);
  const { inventory, diagnostics: inInfra } = inventoryFrom(infra);
  const folder = from.folder(fromRoot(files.groupsFolder), shown.groupsFolder);
  const { groups, diagnostics: inGroups } = groupsFrom(folder);
  const registryFolder = from.folder(fromRoot(files.registryFolder), shown.registryFolder);
  const { registry, diagnostics: inRegistry } = loadRegistry(registryFolder);
  const { builds, exceptions, diagnostics: inBuilds } = buildsBeside(files.infraFile, shown.infraFile, from);
  const between =
    inventory && groups
      ? [...checkStagingGroups(inventory, groups), ...checkSpecialCaseGroups(inventory, groups)]
      : [];
  // A file that stands in for the project's own says nothing about which of the project's groups are needed, nor about
  // what the project's own registry refers to.
  const standIn = files.infraFile !== OWN_DATA.infraFile && files.groupsFolder === OWN_DATA.groupsFolder;
  const ownRegistryAlone =
    files.registryFolder === OWN_DATA.registryFolder &&
    (files.infraFile !== OWN_DATA.infraFile || files.groupsFolder !== OWN_DATA.groupsFolder);
  const ofRegistry =
    inventory && groups && registry && !ownRegistryAlone
      ? checkDeclared(registry.production, inventory, groups.groups)
      : [];
  const told = standIn ? between.filter(({ rule }) => rule !== "staging-group-unused") : between;
  const diagnostics = inReadingOrder([
    ...inInfra,
    ...inGroups,
    ...inRegistry,
    ...told,
    ...inBuilds,
    ...(inventory && builds ? checkBuildProjects(inventory, builds) : []),
    ...ofRegistry,
  ]);
  if (!inventory || !groups || !registry || !builds || hasErrors(diagnostics))
    return { data: undefined, diagnostics };
  const data = {
    inventory: withBuilds(inventory, builds),
    groups: withStagingGroups(inventory, groups.groups),
    limits: groups.limits,
    registry,
    sourceExceptions: exceptions,
  };
  return { data, diagnostics };
}

/** Where the builds of the projects in an `infra.yaml` are; a file that stands in for the project's own may have none. */
export function buildsFolder(infraFile: string): string {
  return join(dirname(infraFile), "builds");
}

function buildsBeside(infraFile: string, shown: string, from: Storage): BuildsResult {
  const folder = fromRoot(buildsFolder(infraFile));
  if (from === disk && !existsSync(folder)) return { builds: [], exceptions: [], diagnostics: [] };
  return loadBuilds(from.folder(folder, buildsFolder(shown)), orgsBeside(infraFile, shown, from));
}

/** The organisations by which sources were judged when data was what it is: a revision has its own, as what is applied. */
export function orgsFile(infraFile: string): string {
  return join(dirname(infraFile), "..", basename(ORGS_FILE));
}

function orgsBeside(infraFile: string, shown: string, from: Storage): Tree {
  const beside = from.folder(fromRoot(dirname(orgsFile(infraFile))), dirname(orgsFile(shown)));
  if (!("rule" in beside.read(basename(ORGS_FILE)))) return beside;
  const own = dirname(ORGS_FILE);
  return diskTree(fromRoot(own), own);
}
