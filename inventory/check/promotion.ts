import { join } from "node:path";
import { readAt } from "../yaml/tree.ts";
import { KPROMO_JOBS } from "../promotion/kpromo.ts";
import { checkAgainst, isUnchanged, type BaseTree } from "../promotion/base.ts";
import { checkWaiverDays } from "../promotion/waivers.ts";
import { loadPromotion } from "../promotion/load.ts";
import { loadSettings } from "../promotion/settings.ts";
import type { Change, Promotion, PromotionSettings } from "../promotion/types.ts";
import type { Inventory } from "../projects/types.ts";
import type { Served } from "../registry/load.ts";
import { fileIn, folderIn, type DataSources } from "../sources.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { checkDestinationsServed } from "./destinationsServed.ts";

/** What promotion is compared with. */
export interface PromotionBase {
  readonly tree: BaseTree;
  /** Check only the image lists that the change since the base concerns. */
  readonly changedOnly: boolean;
}

/** What is promoted, as far as it can be read. */
export interface CheckedPromotion {
  /** Undefined if the settings are invalid. */
  readonly promotion: Promotion | undefined;
  /** What the promotion is checked against; undefined if it is invalid. */
  readonly settings: PromotionSettings | undefined;
  /** What changed since the base, by directory; none without a base. */
  readonly changes: readonly Change[];
  /** The number of image lists skipped because they are unchanged since the base. */
  readonly unread: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the settings that promotion is checked against. */
export function settingsIn(sources: DataSources, inventory: Inventory): ReturnType<typeof loadSettings> {
  return loadSettings(
    inventory,
    fileIn(sources, "promotionFile"),
    fileIn(sources, "sharedFile"),
    readAt(sources.open, join(sources.root, KPROMO_JOBS), KPROMO_JOBS),
  );
}

/**
 * Checks what is promoted, and that it arrives where registry.k8s.io is served from.
 *
 * @param served undefined if it is invalid, or not to be compared with
 * @param day the day after which nothing may be dated, as `YYYY-MM-DD`; undefined if that must not matter
 */
export function checkPromotion(
  sources: DataSources,
  inventory: Inventory,
  served: Served | undefined,
  base: PromotionBase | undefined,
  day?: string,
): CheckedPromotion {
  const { settings, diagnostics: inSettings } = settingsIn(sources, inventory);
  if (settings === undefined)
    return { promotion: undefined, settings, changes: [], unread: 0, diagnostics: inSettings };
  const tree = folderIn(sources, "promotionFolder");
  const known = base?.changedOnly === true ? base.tree : undefined;
  const result = loadPromotion(tree, settings, known && ((file, text) => isUnchanged(known, file, text)));
  const { promotion, unread } = result;
  const since = base && checkAgainst(base.tree, tree, result, settings);
  const diagnostics = [
    ...inSettings,
    ...(day === undefined ? [] : checkWaiverDays(settings.waivers, day)),
    ...result.diagnostics,
    ...(since?.diagnostics ?? []),
    ...(served === undefined ? [] : checkDestinationsServed(promotion, settings, served)),
  ];
  return { promotion, settings, changes: since?.changes ?? [], unread, diagnostics };
}
