import type { Diagnostic } from "./diagnostics.ts";
import { hasErrors, inReadingOrder } from "./diagnostics.ts";
import { groupsFrom } from "./groups/load.ts";
import { checkSpecialCaseGroups } from "./groups/special-cases.ts";
import { checkStagingGroups, withStagingGroups } from "./groups/staging.ts";
import { diskTree, type Tree } from "./groups/tree.ts";
import type { Group, Limits } from "./groups/types.ts";
import { inventoryFrom } from "./load.ts";
import { loadRegistry } from "./registry/load.ts";
import type { Registry } from "./registry/types.ts";
import { fromRoot } from "./root.ts";
import { readSource, type Source } from "./source.ts";
import type { Inventory } from "./types.ts";

/** Which files the data is in: paths relative to the project's root, or absolute ones. */
export interface DataFiles {
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

/** Everything that a stack is made from. */
export interface Data {
  readonly inventory: Inventory;
  /** Sorted by address; those that staging projects have by the naming rule among them, declared or not. */
  readonly groups: readonly Group[];
  readonly registry: Registry;
  readonly limits: Limits;
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
  const between =
    inventory && groups
      ? [...checkStagingGroups(inventory, groups), ...checkSpecialCaseGroups(inventory, groups)]
      : [];
  // A file that stands in for the project's own says nothing about which of the project's groups are needed.
  const standIn = files.infraFile !== OWN_DATA.infraFile && files.groupsFolder === OWN_DATA.groupsFolder;
  const told = standIn ? between.filter(({ rule }) => rule !== "staging-group-unused") : between;
  const diagnostics = inReadingOrder([...inInfra, ...inGroups, ...inRegistry, ...told]);
  const complete = inventory !== undefined && groups !== undefined && registry !== undefined;
  if (!complete || hasErrors(diagnostics)) return { data: undefined, diagnostics };
  const data = {
    inventory,
    groups: withStagingGroups(inventory, groups.groups),
    limits: groups.limits,
    registry,
  };
  return { data, diagnostics };
}
