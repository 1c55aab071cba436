import { hasErrors, inReadingOrder, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Source } from "../yaml/source.ts";
import { readImages } from "./images.ts";
import { layoutOf } from "./layout.ts";
import { MAX_BYTES } from "./names.ts";
import { readManifest } from "./manifest.ts";
import { checkOwners } from "./owners.ts";
import { servedPaths } from "./rules/conflicts.ts";
import { rules } from "./rules/index.ts";
import type { Tree } from "../yaml/tree.ts";
import type { ImageList, PromoterManifest, Promotion, PromotionSettings } from "./types.ts";

/** Whether a file is the same as at the base, by path and text. */
export type IsUnchanged = (path: string, text: string) => boolean;

/** The result of loading. */
export interface PromotionResult {
  /** As far as it can be read. Use it only if no diagnostic is an error. */
  readonly promotion: Promotion;
  /** The texts of the files read, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The paths of the files with errors, whose contents cannot be relied on. */
  readonly faulty: ReadonlySet<string>;
  /** The paths of the files that are the same as at the base. */
  readonly unchanged: ReadonlySet<string>;
  /** The number of image lists skipped because they are unchanged. */
  readonly unread: number;
  /** All diagnostics in reading order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads the input of promotion: kpromo's thin manifests (facts/upstream.md §7). Never throws because of the files;
 * reports all problems as diagnostics.
 *
 * @param isUnchanged lists for which it returns true are skipped, except those that share destinations with a changed
 *   directory: their images may conflict
 */
export function loadPromotion(
  tree: Tree,
  settings: PromotionSettings,
  isUnchanged: IsUnchanged = () => false,
): PromotionResult {
  const layout = layoutOf(tree, settings);
  const found: Diagnostic[] = [...layout.diagnostics];
  const texts = new Map<string, string>();
  const faulty = new Set<string>();
  const manifests: PromoterManifest[] = [];
  const lists: ImageList[] = [];

  const judge = (path: string, diagnostics: readonly Diagnostic[]) => {
    found.push(...diagnostics);
    if (hasErrors(diagnostics)) faulty.add(path);
  };
  const read = (path: string | undefined, use: (source: Source) => readonly Diagnostic[]) => {
    if (path === undefined) return;
    const source = tree.read(path, MAX_BYTES);
    if (!("rule" in source)) texts.set(path, source.text);
    judge(path, "rule" in source ? [source] : use(source));
  };
  const unparsed: { readonly directory: string; readonly path: string; readonly source: Source }[] = [];
  for (const { name, images, manifest, owners } of layout.directories) {
    read(images, (source) => {
      unparsed.push({ directory: name, path: images!, source });
      return [];
    });
    read(manifest, (source) => {
      const result = readManifest(source, name);
      if (result.manifest !== undefined) manifests.push(result.manifest);
      return result.diagnostics;
    });
    read(owners, (source) => checkOwners(source, "of a project"));
  }
  for (const path of layout.owners) read(path, (source) => checkOwners(source, "above the projects"));

  const unchanged = new Set([...texts].flatMap(([path, text]) => (isUnchanged(path, text) ? [path] : [])));
  const changed = layout.directories.filter(({ images, manifest }) =>
    [images, manifest].some((path) => path !== undefined && !unchanged.has(path)),
  );
  const all = changed.length === layout.directories.length;
  const concerned = all || withShared(new Set(changed.map(({ name }) => name)), manifests, settings);
  const needed = concerned === true ? unparsed : unparsed.filter(({ directory }) => concerned.has(directory));
  for (const { directory, path, source } of needed) {
    const { images, diagnostics } = readImages(source);
    lists.push({ directory, file: source.file, images });
    judge(path, diagnostics);
  }

  const promotion = { manifests, lists };
  found.push(...rules.flatMap((rule) => rule(promotion, settings)));
  const unread = unparsed.length - needed.length;
  return { promotion, texts, faulty, unchanged, unread, diagnostics: inReadingOrder(found) };
}

/**
 * Extends a set of directories by those with destinations at, above or below theirs. Nested ones count, since an image
 * name may have several parts.
 */
function withShared(
  directories: ReadonlySet<string>,
  manifests: readonly PromoterManifest[],
  settings: PromotionSettings,
): ReadonlySet<string> {
  const paths = new Map(manifests.map((manifest) => [manifest.directory, servedPaths(manifest, settings)]));
  // Without a manifest, a list's images are assumed below its own name (rules/conflicts.ts).
  const pathsOf = (directory: string) => paths.get(directory) ?? new Set([directory]);
  const theirs = [...new Set([...directories].flatMap((directory) => [...pathsOf(directory)]))];
  const meets = (path: string) =>
    theirs.some((other) => `${path}/`.startsWith(`${other}/`) || other.startsWith(`${path}/`));
  const others = [...paths.keys()].filter((directory) => [...pathsOf(directory)].some(meets));
  return new Set([...directories, ...others]);
}
