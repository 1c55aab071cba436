import type { Diagnostic } from "../diagnostics.ts";
import { hasErrors, inReadingOrder, warning } from "../diagnostics.ts";
import { readFile } from "../groups/file.ts";
import { deepFreeze } from "../records.ts";
import type { Tree } from "../groups/tree.ts";
import { declarationsIn } from "./declarations.ts";
import { readOrganizations } from "./orgs.ts";
import { buildsOf } from "./records.ts";
import { rules } from "./rules/index.ts";
import { buildsFormat } from "./schema.ts";
import type { ProjectBuilds, SourceException } from "./types.ts";

/** What came of loading: the builds unless there is an error, and all mistakes in reading order. */
export interface BuildsResult {
  readonly builds: readonly ProjectBuilds[] | undefined;
  /** Those that orgs.yaml grants, whether or not they are used. */
  readonly exceptions: readonly SourceException[];
  readonly diagnostics: readonly Diagnostic[];
}

const suffix = ".yaml";

/**
 * Loads the builds of a folder, one file per project and named after it. Never throws for what the files are or hold:
 * every mistake is a diagnostic, and all of them are found at once.
 *
 * @param folder the files
 * @param orgs holds orgs.yaml, by which sources are judged
 */
export function loadBuilds(folder: Tree, orgs: Tree): BuildsResult {
  const { organizations, diagnostics: inOrgs } = readOrganizations(orgs, "orgs.yaml");
  const { paths, diagnostics: inFolder } = folder.filesBelow(".");
  const found: Diagnostic[] = [...inOrgs, ...inFolder];
  const declared = paths.flatMap((path) => {
    if (path === "README.md") return [];
    if (path.includes("/") || !path.endsWith(suffix)) {
      const position = { file: `${folder.displayName}/${path}`, line: 1, column: 1 };
      const hint = "a file of builds is named <project>.yaml and stands in no folder below";
      found.push(warning("unread-file", position, "this file is not read", hint));
      return [];
    }
    const { data, diagnostics } = readFile(folder, path, buildsFormat, "sources");
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
