import type { Diagnostic } from "./diagnostics.ts";
import { hasErrors, inReadingOrder } from "./diagnostics.ts";
import { loadGroups } from "./groups/load.ts";
import { checkSpecialCaseGroups } from "./groups/special-cases.ts";
import { checkStagingGroups, withStagingGroups } from "./groups/staging.ts";
import type { Group } from "./groups/types.ts";
import { loadInventory } from "./load.ts";
import { loadRegistry } from "./registry/load.ts";
import type { Registry } from "./registry/types.ts";
import { fromRoot } from "./root.ts";
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
}

/** What came of loading: the data unless there is an error, and all mistakes in reading order. */
export interface DataResult {
  readonly data: Data | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads all data and checks that its parts fit together. Never throws for what the files are or hold.
 *
 * @param files where the data is
 * @param shown what diagnostics and positions call those files
 */
export function loadData(files: DataFiles, shown: DataFiles = files): DataResult {
  const { inventory, diagnostics: inInfra } = loadInventory(fromRoot(files.infraFile), shown.infraFile);
  const { groups, diagnostics: inGroups } = loadGroups(fromRoot(files.groupsFolder), shown.groupsFolder);
  const between =
    inventory && groups
      ? [...checkStagingGroups(inventory, groups), ...checkSpecialCaseGroups(inventory, groups)]
      : [];
  const { registry, diagnostics: inRegistry } = loadRegistry(
    fromRoot(files.registryFolder),
    shown.registryFolder,
  );
  // A file that stands in for the project's own says nothing about which of the project's groups are needed.
  const standIn = files.infraFile !== OWN_DATA.infraFile && files.groupsFolder === OWN_DATA.groupsFolder;
  const told = standIn ? between.filter(({ rule }) => rule !== "staging-group-unused") : between;
  const diagnostics = inReadingOrder([...inInfra, ...inGroups, ...inRegistry, ...told]);
  const complete = inventory !== undefined && groups !== undefined && registry !== undefined;
  if (!complete || hasErrors(diagnostics)) return { data: undefined, diagnostics };
  return { data: { inventory, groups: withStagingGroups(inventory, groups.groups), registry }, diagnostics };
}
