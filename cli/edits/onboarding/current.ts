import { join } from "node:path";
import { declarationsIn, type ProjectDeclaration } from "../../../inventory/builds/declarations.ts";
import { readOrganizations, type Organizations } from "../../../inventory/builds/orgs.ts";
import { buildsFormat } from "../../../inventory/builds/schema.ts";
import { contentAt } from "../../../inventory/check/edited.ts";
import { loadGroups } from "../../../inventory/groups/load.ts";
import type { GroupsInventory } from "../../../inventory/groups/types.ts";
import { loadInventory } from "../../../inventory/projects/load.ts";
import type { Inventory } from "../../../inventory/projects/types.ts";
import {
  OWN_DATA,
  buildsFolder,
  fileIn,
  folderIn,
  orgsIn,
  type DataSources,
} from "../../../inventory/sources.ts";
import type { Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { readFile } from "../../../inventory/yaml/file.ts";
import { readAt } from "../../../inventory/yaml/tree.ts";

/** The current data, as far as a change of one project needs it. All paths are relative to the project root. */
export interface Current {
  readonly sources: DataSources;
  readonly inventory: Inventory;
  readonly groups: GroupsInventory;
  /** Undefined if they cannot be read. */
  readonly organizations: Organizations | undefined;
  /** What a project's builds file declares; undefined if it has none. */
  readonly builds: (id: string) => ProjectDeclaration | undefined;
  /** The content of a file; undefined if there is none. Throws a `UserError` for one that is not text, or too large. */
  readonly text: (path: string) => string | undefined;
}

/**
 * Reads the data that a change starts from. This is not all data: everything is loaded and checked again with the
 * change applied. Returns diagnostics if errors leave nothing to start from.
 */
export function currentData(sources: DataSources): Current | readonly Diagnostic[] {
  const infra = loadInventory(fileIn(sources, "infraFile"));
  const { groups, diagnostics } = loadGroups(folderIn(sources, "groupsFolder"));
  if (infra.inventory === undefined || groups === undefined) return [...infra.diagnostics, ...diagnostics];
  const { organizations } = readOrganizations(orgsIn(sources));
  const { root, open } = sources;
  const text = (path: string) => contentAt(open, join(root, path), path);
  const builds = (id: string) => {
    const path = buildsFile(id);
    const { data } = readFile(readAt(open, join(root, path), path), buildsFormat);
    return data && declarationsIn(id, data);
  };
  return { sources, inventory: infra.inventory, groups, organizations, builds, text };
}

/** The path of a project's builds file. */
export function buildsFile(id: string): string {
  return `${buildsFolder(OWN_DATA.infraFile)}/${id}.yaml`;
}

/** The path of a SIG's groups file. */
export function groupsFileOf(sig: string): string {
  return `${OWN_DATA.groupsFolder}/${sig}/groups.yaml`;
}
