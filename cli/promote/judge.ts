import type { Diagnostic } from "../../inventory/diagnostics.ts";
import { inReadingOrder } from "../../inventory/diagnostics.ts";
import { checkAgainst } from "../../inventory/promotion/base.ts";
import { loadPromotion } from "../../inventory/promotion/load.ts";
import { promotionFolder } from "../../inventory/promotion/tree.ts";
import type { Promotion } from "../../inventory/promotion/types.ts";
import { counted } from "../../inventory/wording.ts";
import { promotionSettings, treeFolder, type PromotionFiles } from "./data.ts";
import { revisionOf } from "./revision.ts";

/** Which tree is to be judged, and against what. */
export interface PromotionQuestion extends PromotionFiles {
  /** A revision to compare with. */
  readonly base?: string | undefined;
}

/** What is promoted unless the settings cannot be used, and all mistakes in reading order. */
export function checkPromotion(options: PromotionQuestion): {
  readonly promotion: Promotion | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { settings, diagnostics: inSettings } = promotionSettings(options);
  if (settings === undefined) return { promotion: undefined, diagnostics: inSettings };
  const { path, shown } = treeFolder(options);
  const base = options.base === undefined ? undefined : revisionOf(path, options.base);
  const tree = promotionFolder(path, shown);
  const result = loadPromotion(tree, settings);
  const since = base === undefined ? [] : checkAgainst(base, tree, result);
  const { promotion, diagnostics } = result;
  return { promotion, diagnostics: inReadingOrder([...inSettings, ...diagnostics, ...since]) };
}

/** `2 manifests, 5 images, 24 digests`. */
export function countsOf({ manifests, lists }: Promotion): string {
  const images = lists.flatMap((list) => list.images);
  const digests = images.reduce((sum, image) => sum + image.digests.length, 0);
  return [
    counted(manifests.length, "manifest"),
    counted(images.length, "image"),
    counted(digests, "digest"),
  ].join(", ");
}
