import { join } from "node:path";
import { declarationsIn, type ProjectDeclaration } from "../../../inventory/builds/declarations.ts";
import { OWN_DATA, buildsFolder, type Storage } from "../../../inventory/data.ts";
import type { Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { groupsFrom } from "../../../inventory/groups/load.ts";
import type { GroupsInventory } from "../../../inventory/groups/types.ts";
import { inventoryFrom } from "../../../inventory/projects/load.ts";
import { parse } from "../../../inventory/yaml/parse.ts";
import type { Inventory } from "../../../inventory/projects/types.ts";

/** The current data, as far as a change of one project needs it. All paths are relative to the project root. */
export interface Current {
  readonly inventory: Inventory;
  readonly groups: GroupsInventory;
  /** What a project's builds file declares; undefined if it has none. */
  readonly builds: (id: string) => ProjectDeclaration | undefined;
  /** The text of a file; undefined if it cannot be read. */
  readonly text: (path: string) => string | undefined;
}

/**
 * Reads the data that a change starts from. This is not all data: everything is loaded and checked again with the
 * change applied. Returns diagnostics if errors leave nothing to start from.
 */
export function currentData(root: string, from: Storage): Current | readonly Diagnostic[] {
  const { infraFile, groupsFolder } = OWN_DATA;
  const infra = inventoryFrom(from.file(join(root, infraFile), infraFile));
  const { groups, diagnostics } = groupsFrom(from.folder(join(root, groupsFolder), groupsFolder));
  if (infra.inventory === undefined || groups === undefined) return [...infra.diagnostics, ...diagnostics];
  const text = (path: string) => {
    const source = from.file(join(root, path), path);
    return "rule" in source ? undefined : source.text;
  };
  const builds = (id: string) => {
    const source = from.file(join(root, buildsFile(id)), buildsFile(id));
    const data = "rule" in source ? undefined : parse(source, "sources").data;
    return data && declarationsIn(id, data);
  };
  return { inventory: infra.inventory, groups, builds, text };
}

/** The path of a project's builds file. */
export function buildsFile(id: string): string {
  return `${buildsFolder(OWN_DATA.infraFile)}/${id}.yaml`;
}

/** The path of a SIG's groups file. */
export function groupsFileOf(sig: string): string {
  return `${OWN_DATA.groupsFolder}/${sig}/groups.yaml`;
}
