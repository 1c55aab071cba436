import { join } from "node:path";
import { declarationsIn, type ProjectDeclaration } from "../builds/declarations.ts";
import { OWN_DATA, buildsFolder, type Storage } from "../data.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { groupsFrom } from "../groups/load.ts";
import type { GroupsInventory } from "../groups/types.ts";
import { inventoryFrom } from "../load.ts";
import { parse } from "../parse.ts";
import type { Inventory } from "../types.ts";

/** The data as it is, as far as a change of one project needs it. All paths are relative to the project's root. */
export interface Current {
  readonly inventory: Inventory;
  readonly groups: GroupsInventory;
  /** What the project's file of builds declares; undefined when it has none. */
  readonly builds: (id: string) => ProjectDeclaration | undefined;
  /** The text of a file; undefined when it cannot be read. */
  readonly text: (path: string) => string | undefined;
}

/**
 * Reads what a change starts from: not all of the data, which is read once more with the change in it and judged then.
 * Mistakes that leave nothing to start from come back as diagnostics.
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

/** The file of a project's builds. */
export function buildsFile(id: string): string {
  return `${buildsFolder(OWN_DATA.infraFile)}/${id}.yaml`;
}

/** The file of a SIG's groups. */
export function groupsFileOf(sig: string): string {
  return `${OWN_DATA.groupsFolder}/${sig}/groups.yaml`;
}
