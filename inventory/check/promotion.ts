import { resolve } from "node:path";
import { OWN_DATA } from "../data.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { inReadingOrder } from "../yaml/diagnostics.ts";
import { diskTree } from "../yaml/tree.ts";
import { checkAgainst, isUnchanged } from "../promotion/base.ts";
import { destinationsOf } from "../promotion/destinations.ts";
import { loadPromotion } from "../promotion/load.ts";
import { promotionFolder } from "../yaml/promotionTree.ts";
import type { Promotion, PromotionSettings } from "../promotion/types.ts";
import { checkPromoted, checkServed } from "../registry/cross-checks.ts";
import { loadServed } from "../registry/load.ts";
import type { Registry } from "../registry/types.ts";
import { fromRoot } from "../../boot/root.ts";
import { counted } from "../../terminal/wording.ts";
import { promotionSettings, treeFolder, type PromotionFiles } from "./promotionFiles.ts";
import { revisionOf } from "../../cli/clients/git/promotionBase.ts";

/** Which tree to check, and what to compare it with. */
export interface PromotionQuestion extends PromotionFiles {
  /** A revision to compare with. */
  readonly base?: string | undefined;
  /** Check only the image lists that the change since the base concerns. */
  readonly changedOnly?: boolean | undefined;
}

/**
 * Returns what is promoted, unless the settings are invalid, with all mistakes in reading order. Throws a `UserError`
 * for a base that cannot be compared with.
 */
export function checkPromotion(options: PromotionQuestion): {
  readonly promotion: Promotion | undefined;
  /** The number of image lists skipped because they are unchanged since the base. */
  readonly unread: number;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { settings, diagnostics: inSettings } = promotionSettings(options);
  if (settings === undefined) return { promotion: undefined, unread: 0, diagnostics: inSettings };
  const { path, shown } = treeFolder(options);
  const base = options.base === undefined ? undefined : revisionOf(path, options.base);
  const tree = promotionFolder(path, shown);
  const known = base !== undefined && options.changedOnly ? base : undefined;
  const result = loadPromotion(tree, settings, known && ((file, text) => isUnchanged(known, file, text)));
  const since = base === undefined ? [] : checkAgainst(base, tree, result);
  const { promotion, unread, diagnostics } = result;
  // Settings given in place of the project's own do not apply to the project's own stack.
  const { registry = options.settings === undefined ? OWN_DATA.registryFolder : undefined } = options;
  const access = registry === undefined ? [] : arrives(promotion, settings, registry);
  const all = inReadingOrder([...inSettings, ...diagnostics, ...since, ...access]);
  return { promotion, unread, diagnostics: all };
}

function arrives(promotion: Promotion, settings: PromotionSettings, folder: string): readonly Diagnostic[] {
  const path = folder === OWN_DATA.registryFolder ? fromRoot(folder) : resolve(folder);
  const { served, diagnostics } = loadServed(diskTree(path, folder));
  return served === undefined ? diagnostics : checkArrival(promotion, settings, served);
}

/**
 * Checks that what is promoted arrives where registry.k8s.io is served from. Skips unexpected destinations and
 * accounts, which are reported elsewhere.
 */
export function checkArrival(
  promotion: Promotion,
  settings: PromotionSettings,
  registry: Pick<Registry, "production" | "proxy">,
): readonly Diagnostic[] {
  const right = promotion.manifests.map((manifest) => {
    const expected = new Set(destinationsOf(manifest.directory, settings));
    const registries = manifest.registries.filter(
      ({ name, serviceAccount }) => expected.has(name) && serviceAccount === settings.promoter,
    );
    return { ...manifest, registries };
  });
  return [...checkPromoted(right, registry.production), ...checkServed(registry.proxy, settings)];
}

/**
 * Formats counts, such as `2 manifests, 5 images, 24 digests`.
 *
 * @param unread the number of image lists that were skipped
 */
export function countsOf({ manifests, lists }: Promotion, unread = 0): string {
  const images = lists.flatMap((list) => list.images);
  const digests = images.reduce((sum, image) => sum + image.digests.length, 0);
  return [
    counted(manifests.length, "manifest"),
    ...(unread === 0 ? [] : [`${counted(unread, "list")} of images as before`]),
    counted(images.length, "image"),
    counted(digests, "digest"),
  ].join(", ");
}
