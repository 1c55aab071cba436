import { basename, dirname, join, resolve } from "node:path";
import { fromRoot } from "../boot/root.ts";
import { STACKS, stackFileOf } from "./stacks.ts";
import type { Source } from "./yaml/source.ts";
import type { Diagnostic } from "./yaml/diagnostics.ts";
import { diskTree, readAt, type OpenTree, type Tree } from "./yaml/tree.ts";

/** Where the data of the stacks is. Paths are absolute or relative to the project root. */
export interface DataFiles {
  /** A `builds` folder next to this file, if present, declares the builds of its projects. */
  readonly infraFile: string;
  readonly groupsFolder: string;
  readonly registryFolder: string;
}

/** Where all data is: that of the stacks, and what else is checked with it. */
export interface DataPaths extends DataFiles {
  /** The folder that kpromo reads. */
  readonly promotionFolder: string;
  /** Where images are promoted to. */
  readonly promotionFile: string;
  /** The repositories of the shared staging project. */
  readonly sharedFile: string;
  readonly exceptionsFile: string;
}

/** The project's own data of the stacks. */
export const OWN_DATA = {
  infraFile: "infra/gcp/infra.yaml",
  groupsFolder: "groups",
  registryFolder: "infra/registry",
} as const satisfies DataFiles;

/** All of the project's own data. */
export const OWN_PATHS = {
  ...OWN_DATA,
  promotionFolder: "registry.k8s.io",
  promotionFile: "infra/registry/promotion.yaml",
  sharedFile: "infra/gcp/k8s-staging-images.yaml",
  exceptionsFile: "infra/policy-exceptions.yaml",
} as const satisfies DataPaths;

/** The organizations against which sources are checked if the data has no file of its own; see {@link orgsFile}. */
export const ORGS_FILE = "infra/orgs.yaml";

/** Where a command reads its data from. */
export interface DataSources {
  readonly paths: DataPaths;
  /** The same paths as messages show them. */
  readonly shown: DataPaths;
  /** The folder of the stack files. */
  readonly root: string;
  readonly open: OpenTree;
  /** What stands in place of the project's own: it need not match the rest of the project. */
  readonly replaced: ReadonlySet<keyof DataPaths>;
}

/** All data of a checkout. */
export function checkoutAt(root: string, open: OpenTree = diskTree): DataSources {
  const paths = mapped<DataPaths>(OWN_PATHS, (path) => join(root, path));
  return { paths, shown: OWN_PATHS, root, open, replaced: new Set() };
}

/**
 * The project's own data, with some of it replaced.
 *
 * @param given the paths of what may be replaced: absolute, or relative to the project root
 * @param shown those paths as messages show them
 */
export function sourcesOf(
  given: Partial<DataPaths>,
  shown: Partial<DataPaths> = given,
  open: OpenTree = diskTree,
): DataSources {
  const own = checkoutAt(fromRoot("."));
  const paths = mapped<DataPaths>({ ...OWN_PATHS, ...given }, fromRoot);
  const keys = Object.keys(OWN_PATHS) as (keyof DataPaths)[];
  const replaced = new Set(keys.filter((key) => paths[key] !== own.paths[key]));
  return { paths, shown: { ...OWN_PATHS, ...shown }, root: own.root, open, replaced };
}

/** Paths in place of the project's own, as people type them: relative to the working directory. */
export interface TypedPaths {
  readonly infra?: string | undefined;
  readonly groups?: string | undefined;
  readonly registry?: string | undefined;
  /** In place of `registry.k8s.io`. */
  readonly tree?: string | undefined;
  /** In place of `infra/registry/promotion.yaml`. */
  readonly settings?: string | undefined;
}

/** The project's own data, with what a command's options name in its place. */
export function sourcesFrom(typed: TypedPaths, open: OpenTree = diskTree): DataSources {
  const { infra, groups, registry, tree, settings } = typed;
  const shown = defined({
    infraFile: infra,
    groupsFolder: groups,
    registryFolder: registry,
    promotionFolder: tree,
    promotionFile: settings,
  });
  return sourcesOf(
    mapped(shown, (path) => resolve(path)),
    shown,
    open,
  );
}

/** Where the data of the stacks is: relative to the project root, unless it stands in place of the project's own. */
export function dataFilesOf({ paths, replaced }: DataSources): DataFiles {
  const file = (key: keyof DataFiles) => (replaced.has(key) ? paths[key] : OWN_DATA[key]);
  return {
    infraFile: file("infraFile"),
    groupsFolder: file("groupsFolder"),
    registryFolder: file("registryFolder"),
  };
}

/** The folder of the Prow jobs, from the project's root: data that Prow reads, and no loader. */
export const PROW_FOLDER = "prow";

/** Every file and folder of the data, as absolute paths; a change of any other file is none of the data. */
export function allDataPaths({ paths, root }: Pick<DataSources, "paths" | "root">): string[] {
  const beside = [orgsFile(paths.infraFile), buildsFolder(paths.infraFile)];
  const inRoot = [...STACKS.map(stackFileOf), PROW_FOLDER].map((path) => join(root, path));
  return [...Object.values(paths).map(String), ...beside, ...inRoot];
}

/** Opens one of the folders. */
export function folderIn(
  { paths, shown, open }: DataSources,
  key: "groupsFolder" | "registryFolder" | "promotionFolder",
): Tree {
  return open(paths[key], shown[key]);
}

/** Reads one of the files. */
export function fileIn(
  { paths, shown, open }: DataSources,
  key: "infraFile" | "promotionFile" | "sharedFile" | "exceptionsFile",
): Source | Diagnostic {
  return readAt(open, paths[key], shown[key]);
}

/** Reads the organizations file. */
export function orgsIn({ paths, shown, open }: DataSources): Source | Diagnostic {
  return readAt(open, orgsFile(paths.infraFile), orgsFile(shown.infraFile));
}

/** The builds folder of an `infra.yaml`; optional for a file that replaces the project's own. */
export function buildsFolder(infraFile: string): string {
  return join(dirname(infraFile), "builds");
}

/** The organizations file of an `infra.yaml`. A revision is checked against its own, as is what is applied. */
export function orgsFile(infraFile: string): string {
  return join(dirname(infraFile), "..", basename(ORGS_FILE));
}

function mapped<Paths extends object>(paths: Paths, change: (path: string) => string): Paths {
  return Object.fromEntries(Object.entries(paths).map(([key, path]) => [key, change(String(path))])) as Paths;
}

function defined(paths: { readonly [K in keyof DataPaths]?: string | undefined }): Partial<DataPaths> {
  return Object.fromEntries(Object.entries(paths).filter(([, path]) => path !== undefined));
}
