import type { Diagnostic } from "../diagnostics.ts";
import { hasErrors, inReadingOrder } from "../diagnostics.ts";
import type { Source } from "../source.ts";
import { readImages } from "./images.ts";
import { layoutOf } from "./layout.ts";
import { readManifest } from "./manifest.ts";
import { checkOwners } from "./owners.ts";
import { rules } from "./rules/index.ts";
import type { PromotionTree } from "./tree.ts";
import type { ImageList, PromoterManifest, Promotion, PromotionSettings } from "./types.ts";

/** What came of loading. */
export interface PromotionResult {
  /** As far as it can be read: use it only when no diagnostic is an error. */
  readonly promotion: Promotion;
  /** The texts of the files that it is made of, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The paths of the files in which something is wrong, so that what they lack is no news. */
  readonly faulty: ReadonlySet<string>;
  /** All mistakes in reading order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads everything that promotion is fed: kpromo's thin manifests (facts/upstream.md §7). Never throws for what the
 * files are or hold: every mistake is a diagnostic, and all of them are found at once.
 */
export function loadPromotion(tree: PromotionTree, settings: PromotionSettings): PromotionResult {
  const layout = layoutOf(tree, settings);
  const found: Diagnostic[] = [...layout.diagnostics];
  const texts = new Map<string, string>();
  const faulty = new Set<string>();
  const manifests: PromoterManifest[] = [];
  const lists: ImageList[] = [];

  const read = (path: string | undefined, use: (source: Source) => readonly Diagnostic[]) => {
    if (path === undefined) return;
    const source = tree.read(path);
    if (!("rule" in source)) texts.set(path, source.text);
    const diagnostics = "rule" in source ? [source] : use(source);
    found.push(...diagnostics);
    if (hasErrors(diagnostics)) faulty.add(path);
  };
  for (const { name, images, manifest, owners } of layout.directories) {
    read(images, (source) => {
      const result = readImages(source);
      lists.push({ directory: name, file: source.file, images: result.images });
      return result.diagnostics;
    });
    read(manifest, (source) => {
      const result = readManifest(source, name);
      if (result.manifest !== undefined) manifests.push(result.manifest);
      return result.diagnostics;
    });
    read(owners, checkOwners);
  }
  for (const path of layout.owners) read(path, checkOwners);

  const promotion = { manifests, lists };
  found.push(...rules.flatMap((rule) => rule(promotion, settings)));
  return { promotion, texts, faulty, diagnostics: inReadingOrder(found) };
}
