import type { Diagnostic } from "../diagnostics.ts";
import { hasErrors, inReadingOrder } from "../diagnostics.ts";
import type { Source } from "../source.ts";
import { readImages } from "./images.ts";
import { layoutOf } from "./layout.ts";
import { readManifest } from "./manifest.ts";
import { checkOwners } from "./owners.ts";
import { servedPaths } from "./rules/conflicts.ts";
import { rules } from "./rules/index.ts";
import type { PromotionTree } from "./tree.ts";
import type { ImageList, PromoterManifest, Promotion, PromotionSettings } from "./types.ts";

/** Whether a file is the same as at a base, by path and text. */
export type IsUnchanged = (path: string, text: string) => boolean;

/** What came of loading. */
export interface PromotionResult {
  /** As far as it can be read: use it only when no diagnostic is an error. */
  readonly promotion: Promotion;
  /** The texts of the files that it is made of, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The paths of the files in which something is wrong, so that what they lack is no news. */
  readonly faulty: ReadonlySet<string>;
  /** The paths of the files that were found to be the same as at a base. */
  readonly unchanged: ReadonlySet<string>;
  /** How many lists of images were left out, because they are as they were. */
  readonly unread: number;
  /** All mistakes in reading order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads everything that promotion is fed: kpromo's thin manifests (facts/upstream.md §7). Never throws for what the
 * files are or hold: every mistake is a diagnostic, and all of them are found at once.
 *
 * @param isUnchanged leaves out the lists for which it is true, but for those whose images are found where those of a
 *   changed directory are: these can be in conflict
 */
export function loadPromotion(
  tree: PromotionTree,
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
    const source = tree.read(path);
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
    read(owners, checkOwners);
  }
  for (const path of layout.owners) read(path, checkOwners);

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
 * Directories, with those whose images may be found where those of one of them are: at the same place, or below it, since
 * the name of an image may have parts.
 */
function withShared(
  directories: ReadonlySet<string>,
  manifests: readonly PromoterManifest[],
  settings: PromotionSettings,
): ReadonlySet<string> {
  const paths = new Map(manifests.map((manifest) => [manifest.directory, servedPaths(manifest, settings)]));
  // Without a manifest a list is found below its own name (rules/conflicts.ts).
  const pathsOf = (directory: string) => paths.get(directory) ?? new Set([directory]);
  const theirs = [...new Set([...directories].flatMap((directory) => [...pathsOf(directory)]))];
  const meets = (path: string) =>
    theirs.some((other) => `${path}/`.startsWith(`${other}/`) || other.startsWith(`${path}/`));
  const others = [...paths.keys()].filter((directory) => [...pathsOf(directory)].some(meets));
  return new Set([...directories, ...others]);
}
