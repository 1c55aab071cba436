import { loadData, type DataResult } from "../../inventory/check/data.ts";
import { loadExceptions } from "../../inventory/exceptions/load.ts";
import { loadGroups, type GroupsResult } from "../../inventory/groups/load.ts";
import { loadInventory, type LoadResult } from "../../inventory/projects/load.ts";
import { proxyKind } from "../../inventory/registry/proxy.ts";
import { sourcesOf, type DataFiles } from "../../inventory/sources.ts";
import { loadFile } from "../../inventory/yaml/file.ts";
import { readSource, sourceOf } from "../../inventory/yaml/source.ts";
import { diskTree, memoryTree, type Tree } from "../../inventory/yaml/tree.ts";

/**
 * The data at paths relative to the project's root; by default the project's own.
 *
 * @param open opens a folder by its path; by default, on disk
 */
export function dataIn(files: Partial<DataFiles> = {}, open?: (path: string) => Tree): DataResult {
  return loadData(sourcesOf(files, files, open && ((_, name) => open(name))));
}

/** Loads the text of an infra.yaml. */
export function parseInventory(text: string, displayName: string): LoadResult {
  return loadInventory(sourceOf(displayName, text));
}

/** Loads an infra.yaml on disk. */
export function inventoryAt(path: string, displayName: string = path): LoadResult {
  return loadInventory(readSource(path, displayName));
}

/** Loads groups from the texts of files by path. */
export function parseGroups(files: ReadonlyMap<string, string>, displayName: string): GroupsResult {
  return loadGroups(memoryTree(files, displayName));
}

/** Loads a folder of groups on disk. */
export function groupsAt(folder: string, displayName: string = folder): GroupsResult {
  return loadGroups(diskTree(folder, displayName));
}

/** Loads the text of a proxy.yaml. */
export function parseProxy(text: string, displayName: string) {
  const { records: proxy, diagnostics } = loadFile(sourceOf(displayName, text), proxyKind);
  return { proxy, diagnostics };
}

/** Loads the text of a policy-exceptions.yaml. */
export function parseExceptions(text: string, displayName: string) {
  const { records: exceptions, diagnostics } = loadExceptions(sourceOf(displayName, text));
  return { exceptions, diagnostics };
}
