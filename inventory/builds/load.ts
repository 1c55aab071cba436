import type { Diagnostic } from "../yaml/diagnostics.ts";
import { hasErrors, inReadingOrder, warning } from "../yaml/diagnostics.ts";
import { readFile } from "../yaml/file.ts";
import { deepFreeze } from "../projects/records.ts";
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
 * @param folder the folder of builds files
 * @param orgs the folder of orgs.yaml, against which sources are checked
 */
export function loadBuilds(folder: Tree, orgs: Tree): BuildsResult {
  const { organizations, diagnostics: inOrgs } = readOrganizations(orgs, "orgs.yaml");
  const { paths, diagnostics: inFolder } = folder.filesBelow(".");
  const found: Diagnostic[] = [...inOrgs, ...inFolder];
  const declared = paths.flatMap((path) => {
    if (path === "README.md") return [];
    if (path.includes("/") || !path.endsWith(suffix)) {
      const position = { file: `${folder.displayName}/${path}`, line: 1, column: 1 };
      const hint = "name it <project>.yaml, and put it directly in this folder";
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
