import { posix } from "node:path";
import { error, hasErrors, inReadingOrder, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { readConfig } from "./config.ts";
import { declarationsIn, type GroupDeclaration } from "./declarations.ts";
import { readFile } from "../yaml/file.ts";
import { limitsName, readLimits } from "./limits.ts";
import { groupsInventoryOf } from "./records.ts";
import { readRestrictions } from "./restrictions.ts";
import { rules, rulesOfAll } from "./rules/index.ts";
import { groupsFormat } from "./schema.ts";
import { startOf } from "../yaml/position.ts";
import type { Tree } from "../yaml/tree.ts";
import type { GroupsInventory } from "./types.ts";

/** The groups, unless there is an error, and all diagnostics in reading order. */
export interface GroupsResult {
  readonly groups: GroupsInventory | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const groupsName = "groups.yaml";

/**
 * Loads the groups in a folder in upstream's layout (facts/upstream.md §3): `config.yaml`, `restrictions.yaml` and
 * every `groups.yaml`. Never throws because of the files; reports all problems as diagnostics.
 *
 * @param tree the folder that contains config.yaml
 */
export function loadGroups(tree: Tree): GroupsResult {
  const read = readConfig(tree);
  const { config, groupsPath, restrictionsPath, groupsPathAt } = read;
  if (config === undefined) return { groups: undefined, diagnostics: inReadingOrder(read.diagnostics) };
  const { restrictions, diagnostics: inRestrictions } = readRestrictions(tree, restrictionsPath);
  const { limits, diagnostics: inLimits } = readLimits(tree);
  const { paths: regular, irregular, diagnostics: inFolders } = tree.list(groupsPath);
  // Like upstream's program, follows links to files.
  const paths = [...regular, ...irregular].sort();
  const found = [...read.diagnostics, ...inRestrictions, ...inLimits, ...inFolders];

  const files = paths.filter((path) => posix.basename(path) === groupsName);
  if (files.length === 0 && inFolders.length === 0) {
    found.push(error("no-groups", groupsPathAt, `there is no ${groupsName} below "${groupsPath}"`));
  }
  const others = new Set([...files, "config.yaml", restrictionsPath, limitsName]);
  found.push(...paths.filter((path) => !others.has(path)).flatMap((path) => overlooked(tree, path)));

  const relative = files.map((path) => posix.relative(groupsPath, path));
  const declared: GroupDeclaration[] = [];
  let complete = inFolders.length === 0;
  for (const path of files) {
    const { data, diagnostics } = readFile(tree.read(path), groupsFormat);
    found.push(...diagnostics);
    if (data) declared.push(...declarationsIn(posix.relative(groupsPath, path), data));
    else complete = false;
  }
  const judged = { config, limits, restrictions, files: relative, groups: declared };
  found.push(...[...rules, ...(complete ? rulesOfAll : [])].flatMap((rule) => rule(judged)));

  const groups = hasErrors(found) ? undefined : groupsInventoryOf(judged);
  return { groups, diagnostics: inReadingOrder(found) };
}

/** Upstream silently skipped groups in files with other names (facts/upstream.md §10, row 4). */
function overlooked(tree: Tree, path: string): Diagnostic[] {
  if (!/\.ya?ml$/i.test(path)) return [];
  const position = startOf(posix.join(tree.displayName, path));
  const hint = `rename it to ${groupsName} if it declares groups`;
  return [warning("unread-file", position, `only files named ${groupsName} are read`, hint)];
}
