import { hasErrors, inReadingOrder, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Source } from "../yaml/source.ts";
import { startOf } from "../yaml/position.ts";
import { readFile } from "../yaml/file.ts";
import { deepFreeze } from "../yaml/values.ts";
import type { Tree } from "../yaml/tree.ts";
import { declarationsIn } from "./declarations.ts";
import { readOrganizations } from "./orgs.ts";
import { buildsOf } from "./records.ts";
import { rules } from "./rules/index.ts";
import { buildsFormat } from "./schema.ts";
import type { ProjectBuilds, SourceException } from "./types.ts";

/** The builds, unless there is an error, and all diagnostics in reading order. */
export interface BuildsResult {
  readonly builds: readonly ProjectBuilds[] | undefined;
  /** The exceptions in orgs.yaml, used or not. */
  readonly exceptions: readonly SourceException[];
  readonly diagnostics: readonly Diagnostic[];
}

const suffix = ".yaml";

/**
 * Loads the builds in a folder: one file per project, named after it. Never throws because of the files; reports all
 * problems as diagnostics.
 *
 * @param folder the folder of builds files; without one, there are no builds
 * @param orgs orgs.yaml, against which sources are checked, or the diagnostic of a failed read
 */
export function loadBuilds(folder: Tree, orgs: Source | Diagnostic): BuildsResult {
  const { exists, paths: files, irregular, diagnostics: inFolder } = folder.list();
  if (!exists) return { builds: [], exceptions: [], diagnostics: [] };
  const { organizations, diagnostics: inOrgs } = readOrganizations(orgs);
  const found: Diagnostic[] = [...inOrgs, ...inFolder];
  const declared = [...files, ...irregular].sort().flatMap((path) => {
    if (path === "README.md") return [];
    if (path.includes("/") || !path.endsWith(suffix)) {
      const position = startOf(`${folder.displayName}/${path}`);
      const hint = "name it <project>.yaml, and put it directly in this folder";
      found.push(warning("unread-file", position, "this file is not read", hint));
      return [];
    }
    const { data, diagnostics } = readFile(folder.read(path), buildsFormat);
    found.push(...diagnostics);
    return data === undefined ? [] : [declarationsIn(path.slice(0, -suffix.length), data)];
  });
  found.push(...rules.flatMap((rule) => rule({ projects: declared, organizations })));
  return {
    builds: hasErrors(found) ? undefined : buildsOf(declared),
    exceptions: deepFreeze([...(organizations?.exceptions ?? [])]),
    diagnostics: inReadingOrder(found),
  };
}
