import { join } from "node:path";
import { UserError } from "../../../terminal/userError.ts";
import type { Data } from "../../../inventory/data.ts";
import { loadData, type DataResult } from "../../../inventory/check/data.ts";
import { checkAll, type CheckOptions, type Checked } from "../../../inventory/check/index.ts";
import {
  allDataPaths,
  buildsFolder,
  orgsFile,
  type DataFiles,
  type DataPaths,
  type DataSources,
} from "../../../inventory/sources.ts";
import { warning, type Diagnostic } from "../../../inventory/yaml/diagnostics.ts";
import { REGISTRY_FILES } from "../../../inventory/registry/load.ts";
import { fromRoot } from "../../../boot/root.ts";
import { counted } from "../../../terminal/wording.ts";
import {
  commitThatAdds,
  hasFile,
  historyOf,
  inCheckout,
  isInCheckout,
  revisionOf,
  short,
  startOfChange,
  treesAt,
  writeFilesAt,
  type Revision,
} from "./revision.ts";

/** How many commits to the data are searched for sound data, at about 0.2 s each. */
const MOST_LOOKS = 20;

/** The data that a change is based on. */
export interface BaseData {
  /** The commit that the change starts from. */
  readonly start: Revision;
  /** The commit of the data: the start, or an ancestor if the data at the start is broken. */
  readonly revision: Revision;
  readonly data: Data;
  /** Says, where needed, how the data was found. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the data from before a change, without touching the working tree. If that data is broken, uses the last sound
 * revision before it and warns: only a sound revision can have been applied. Throws a `UserError` when there is none,
 * and for a revision that cannot be compared with (see {@link startOfChange}).
 *
 * @param sources the current data, in a git checkout
 * @param typed the revision to compare with
 * @param head the revision that the change leads to, if not the working tree
 */
export function loadBase(sources: DataSources, typed: string, head?: string): BaseData {
  const { paths: files } = sources;
  const revision = startOfChange(files.infraFile, typed, head);
  const needed = [
    files.infraFile,
    join(files.groupsFolder, "config.yaml"),
    ...REGISTRY_FILES.map((name) => join(files.registryFolder, name)),
  ];
  for (const file of needed) if (!hasFile(revision, file)) throw beforeTheFormat(revision, file);
  const { data, diagnostics } = dataAt(revision, sources);
  if (data !== undefined) return { start: revision, revision, data, diagnostics: [] };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return lastSound(revision, sources, errors);
}

/** Checks the data of a revision as it is. Throws a `UserError` for an unknown revision. */
export function loadRevision(
  sources: DataSources,
  typed: string,
  options: CheckOptions = { scope: "stacks" },
): Checked & { readonly revision: Revision } {
  const revision = revisionOf(sources.paths.infraFile, typed);
  const { promotionFolder } = sources.paths;
  const needed =
    options.scope === "stacks"
      ? pathsOf(revision, sources.paths)
      : allDataPaths(sources).filter(
          (path) => options.promotionBase !== "unchanged" || path !== promotionFolder,
        );
  return { revision, ...checkAll(sourcesAt(revision, sources, needed), options) };
}

/** Lists every file and folder of the data, as absolute paths. */
export function pathsOf(revision: Revision, files: DataFiles): string[] {
  const { infraFile, groupsFolder, registryFolder } = files;
  const orgs = fromRoot(orgsFile(infraFile));
  return [
    ...[infraFile, groupsFolder, registryFolder, buildsFolder(infraFile)].map(fromRoot),
    ...(isInCheckout(revision, orgs) ? [orgs] : []),
  ];
}

/** Like {@link writeData}, for a revision by name; returns undefined if the checkout has no such revision. */
export function writeRevision(typed: string, files: DataFiles, folder: string): DataFiles | undefined {
  try {
    return writeData(revisionOf(fromRoot(files.infraFile), typed), files, folder);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Writes the data of a revision into a folder, at its paths in the checkout. Returns the paths written. */
export function writeData(revision: Revision, files: DataFiles, folder: string): DataFiles {
  writeFilesAt(revision, pathsOf(revision, files), folder);
  const written = (path: string) => join(folder, inCheckout(revision.checkout, fromRoot(path)));
  const { infraFile, groupsFolder, registryFolder } = files;
  return {
    infraFile: written(infraFile),
    groupsFolder: written(groupsFolder),
    registryFolder: written(registryFolder),
  };
}

function dataAt(revision: Revision, sources: DataSources): DataResult {
  return loadData(sourcesAt(revision, sources, pathsOf(revision, sources.paths)));
}

/**
 * The same data at a revision.
 *
 * @param needed the absolute paths of the files and folders that can be read
 */
function sourcesAt(revision: Revision, sources: DataSources, needed: readonly string[]): DataSources {
  // In git's notation for a file at a revision, which `git show` accepts.
  const shown = (path: string) => `${short(revision)}:${inCheckout(revision.checkout, path)}`;
  const inside = Object.entries(sources.paths).filter(([, path]) => isInCheckout(revision, String(path)));
  const named: Partial<DataPaths> = Object.fromEntries(
    inside.map(([key, path]) => [key, shown(String(path))]),
  );
  return { ...sources, shown: { ...sources.shown, ...named }, open: treesAt(revision, needed) };
}

function lastSound(broken: Revision, sources: DataSources, errors: readonly Diagnostic[]): BaseData {
  const { file, line, column, message: firstError } = errors[0]!;
  for (const commit of historyOf(broken, pathsOf(broken, sources.paths), MOST_LOOKS)) {
    const revision = { ...broken, commit, exact: false };
    const { data } = dataAt(revision, sources);
    if (data === undefined) continue;
    const message = `the data at ${broken.typed} cannot be used (${counted(errors.length, "error")}, this is the first); the change is compared with ${short(revision)}, the last revision that can`;
    return {
      start: broken,
      revision,
      data,
      diagnostics: [warning("broken-base", { file, line, column }, message)],
    };
  }
  throw new UserError(
    `The data at ${broken.typed} cannot be used (${file}:${line}: ${firstError}), nor any of the ${MOST_LOOKS} changes before it: ` +
      "compare with a revision that `infra check` found no error in.",
  );
}

function beforeTheFormat(revision: Revision, file: string): UserError {
  const added = commitThatAdds(revision, file);
  const path = inCheckout(revision.checkout, file);
  const since =
    added === undefined ? "" : `: compare with ${added.slice(0, 10)}, which brought it, or a later one`;
  return new UserError(`${revision.typed} (${short(revision)}) does not have ${path} yet${since}.`);
}
