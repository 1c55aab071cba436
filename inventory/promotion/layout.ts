import { posix } from "node:path";
import { error, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { stagingPrefix } from "../projects/naming.ts";
import { nearest } from "../../terminal/nearest.ts";
import { startOf, type Position } from "../yaml/position.ts";
import { alternatives, quoted } from "../../terminal/wording.ts";
import { directoryPattern, FILES } from "./names.ts";
import type { Tree } from "../yaml/tree.ts";
import type { PromotionSettings } from "./types.ts";

/** The two folders of kpromo's layout, and the files of their directories. A README.md may be anywhere. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  images: [FILES.images, FILES.owners],
  manifests: [FILES.manifest],
};
const README = "README.md";

/** The paths of a directory's files: of a folder in `images/`, and of that of the same name in `manifests/`. */
export interface Directory {
  readonly name: string;
  readonly images?: string;
  readonly manifest?: string;
  readonly owners?: string;
}

/** The directories, sorted by name; the OWNERS files outside of them; and diagnostics for everything out of place. */
export interface Layout {
  readonly directories: readonly Directory[];
  readonly owners: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Assigns files to directories. kpromo silently ignores a misplaced file (facts/upstream.md §10, row 15). */
export function layoutOf(tree: Tree, settings: PromotionSettings): Layout {
  const at = (path: string): Position => startOf(posix.join(tree.displayName, path));
  const { paths, irregular, diagnostics } = tree.list();
  const found: Diagnostic[] = [...diagnostics];
  const directories = new Map<string, { -readonly [K in keyof Directory]: Directory[K] }>();
  const owners: string[] = [];
  /** Where misplaced files belong: they are already reported, and so not also missing. */
  const displaced = new Set<string | undefined>();

  for (const path of paths) {
    const parts = path.split("/");
    const [folder = "", name = ""] = parts;
    const base = parts.at(-1)!;
    const expected = Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder]! : [];
    if (parts.length === 3 && expected.includes(base)) {
      const directory = directories.get(name) ?? { name };
      directories.set(name, directory);
      if (base === FILES.images) directory.images = path;
      else if (base === FILES.manifest) directory.manifest = path;
      else directory.owners = path;
    } else if (base === FILES.owners && parts.length < 3 && folder !== "manifests") owners.push(path);
    else if (base !== README || (parts.length > 1 && expected.length === 0)) {
      const home = homeOf(path);
      found.push(misplaced(path, home, at(path)));
      displaced.add(home);
    }
  }
  for (const path of irregular) {
    const hint = "kpromo reads regular files only: put the file itself there";
    found.push(error("irregular-file", at(path), "this is a link or another special file", hint));
  }
  const sorted = [...directories.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const directory of sorted) {
    found.push(...badName(directory, settings, at));
    found.push(...missing(directory, displaced, at));
  }
  if (sorted.length === 0 && found.length === 0) {
    const message = "nothing is promoted: there is no directory, and kpromo stops";
    const hint =
      "name the folder with images/ and manifests/, or add a directory with `bin/infra promote new`";
    found.push(error("no-directories", at(""), message, hint));
  }
  return { directories: sorted, owners, diagnostics: found };
}

/** Where a misplaced or slightly misnamed file belongs; undefined for all other files. */
function homeOf(path: string): string | undefined {
  const parts = path.split("/");
  const [folder = "", name = ""] = parts;
  const base = parts.at(-1)!;
  const home = Object.keys(FOLDERS).find((candidate) => FOLDERS[candidate]!.includes(base));
  if (home !== undefined) return posix.join(home, name === base || name === "" ? "<directory>" : name, base);
  const near =
    parts.length === 3 && Object.hasOwn(FOLDERS, folder) ? nearest(base, FOLDERS[folder]!) : undefined;
  return near === undefined ? undefined : posix.join(folder, name, near);
}

function misplaced(path: string, home: string | undefined, position: Position): Diagnostic {
  const parts = path.split("/");
  const [folder = ""] = parts;
  const base = parts.at(-1)!;
  if (base === FILES.owners && folder === "manifests") {
    const message =
      "OWNERS must not stand in manifests/: registries are approved by the owners of the root folder";
    return error("owners-in-manifests", position, message, "remove the file");
  }
  if (home !== undefined && posix.basename(home) === base) {
    const deep = home.startsWith(`${folder}/`) && parts.length > 3 ? ", one level too deep" : "";
    const message = `${base} stands in the wrong place${deep}: kpromo does not promote from here`;
    return error("misplaced-file", position, message, `move it to ${home}`);
  }
  if (home !== undefined) {
    const message = `kpromo does not read a file named ${quoted(base)}`;
    return error("misnamed-file", position, message, `rename it to ${posix.basename(home)}`);
  }
  const expected = Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder]! : [];
  const known = expected.length === 0 ? ["images/", "manifests/"] : [...expected, README];
  const message = `nothing reads ${quoted(base)}; here belong ${alternatives(known).replace(" or ", " and ")}`;
  return warning("stray-file", position, message, "remove it, or keep it elsewhere");
}

/** Checks the name, which joins the two folders of a directory. */
function badName(
  { name, ...files }: Directory,
  { exceptions }: PromotionSettings,
  at: (path: string) => Position,
): Diagnostic[] {
  if (directoryPattern.test(name) || exceptions.has(name)) return [];
  const path = files.manifest ?? files.images ?? files.owners ?? "";
  const message = `the directory ${quoted(name)} is not named ${stagingPrefix}<name>`;
  const hint =
    "rename it in images/ and in manifests/: lower case letters, digits and hyphens after the prefix";
  return [error("directory-name", at(path), message, hint)];
}

function missing(
  { name, images, manifest, owners }: Directory,
  displaced: ReadonlySet<string | undefined>,
  at: (path: string) => Position,
): Diagnostic[] {
  const wanted = {
    images: `images/${name}/${FILES.images}`,
    manifest: `manifests/${name}/${FILES.manifest}`,
    owners: `images/${name}/${FILES.owners}`,
  };
  if (images === undefined) {
    if (displaced.has(wanted.images)) return [];
    const [path, what] =
      manifest === undefined
        ? [owners ?? "", "the directory lists no images"]
        : [manifest, "it promotes nothing"];
    return [
      error("missing-file", at(path), `${what}: there is no ${wanted.images}`, "add it with its first image"),
    ];
  }
  if (manifest === undefined) {
    if (displaced.has(wanted.manifest)) return [];
    const message = `these images are promoted nowhere: there is no ${wanted.manifest}`;
    const hint = `add it; \`bin/infra promote new ${name}\` writes it`;
    return [error("missing-file", at(images), message, hint)];
  }
  if (owners !== undefined || displaced.has(wanted.owners)) return [];
  const message = `only the owners of the root folder can approve these images: there is no ${wanted.owners}`;
  return [warning("missing-owners", at(images), message, "add it, with the project's approvers")];
}
