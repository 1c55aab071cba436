import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkBuildProjects, withBuilds } from "./builds/join.ts";
import { loadBuilds, type BuildsResult } from "./builds/load.ts";
import type { SourceException } from "./builds/types.ts";
import type { Diagnostic } from "./yaml/diagnostics.ts";
import { hasErrors, inReadingOrder } from "./yaml/diagnostics.ts";
import { groupsFrom } from "./groups/load.ts";
import { checkSpecialCaseGroups } from "./groups/special-cases.ts";
import { checkStagingGroups, withStagingGroups } from "./groups/staging.ts";
import { diskTree, type Tree } from "./yaml/tree.ts";
import type { Group, Limits } from "./groups/types.ts";
import { inventoryFrom } from "./projects/load.ts";
import { checkDeclared } from "./registry/cross-checks.ts";
import { loadRegistry } from "./registry/load.ts";
import type { Registry } from "./registry/types.ts";
import { fromRoot } from "../boot/root.ts";
import { readSource, type Source } from "./yaml/source.ts";
import type { Inventory } from "./projects/types.ts";

/** Where the data files are. Paths are absolute or relative to the project root. */
export interface DataFiles {
  /** A `builds` folder next to this file, if present, declares the builds of its projects. */
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

/** The organizations against which sources are checked if the data has no file of its own; see {@link orgsFile}. */
export const ORGS_FILE = "infra/orgs.yaml";

/** Everything a stack is built from. */
export interface Data {
  readonly inventory: Inventory;
  /** Sorted by address. Includes the groups that staging projects get by the naming rule, declared or not. */
  readonly groups: readonly Group[];
  readonly registry: Registry;
  readonly limits: Limits;
  /** Repositories outside the project's own organizations that images may be built from. */
  readonly sourceExceptions: readonly SourceException[];
}

/** The data, unless there is an error, and all diagnostics in reading order. */
export interface DataResult {
  readonly data: Data | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What data is read from: the disk or a Git revision. Takes absolute paths and the names to use in messages. */
export interface Storage {
  readonly file: (path: string, displayName: string) => Source | Diagnostic;
  readonly folder: (path: string, displayName: string) => Tree;
}

/** The files currently on disk. */
export const disk: Storage = { file: readSource, folder: diskTree };

/**
 * Loads all data and checks it for consistency. Never throws because of the files.
 *
 * @param files where the data is
 * @param shown the paths to show in diagnostics and positions
 * @param from the storage to read from
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
  // A file that replaces the project's own says nothing about which of the project's groups are needed, nor about what
  // the project's own registry refers to.
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

/** The builds folder of an `infra.yaml`; optional for a file that replaces the project's own. */
export function buildsFolder(infraFile: string): string {
  return join(dirname(infraFile), "builds");
}

function buildsBeside(infraFile: string, shown: string, from: Storage): BuildsResult {
  const folder = fromRoot(buildsFolder(infraFile));
  if (from === disk && !existsSync(folder)) return { builds: [], exceptions: [], diagnostics: [] };
  return loadBuilds(from.folder(folder, buildsFolder(shown)), orgsBeside(infraFile, shown, from));
}

/** The organizations file of an `infra.yaml`. A revision is checked against its own, as is what is applied. */
export function orgsFile(infraFile: string): string {
  return join(dirname(infraFile), "..", basename(ORGS_FILE));
}

function orgsBeside(infraFile: string, shown: string, from: Storage): Tree {
  const beside = from.folder(fromRoot(dirname(orgsFile(infraFile))), dirname(orgsFile(shown)));
  if (!("rule" in beside.read(basename(ORGS_FILE)))) return beside;
  const own = dirname(ORGS_FILE);
  return diskTree(fromRoot(own), own);
}
