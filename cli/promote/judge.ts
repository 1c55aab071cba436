import { resolve } from "node:path";
import { OWN_DATA } from "../../inventory/data.ts";
import type { Diagnostic } from "../../inventory/diagnostics.ts";
import { inReadingOrder } from "../../inventory/diagnostics.ts";
import { diskTree } from "../../inventory/groups/tree.ts";
import { checkAgainst } from "../../inventory/promotion/base.ts";
import { destinationsOf } from "../../inventory/promotion/destinations.ts";
import { loadPromotion } from "../../inventory/promotion/load.ts";
import { promotionFolder } from "../../inventory/promotion/tree.ts";
import type { Promotion, PromotionSettings } from "../../inventory/promotion/types.ts";
import { checkPromoted, checkServed } from "../../inventory/registry/cross-checks.ts";
import { loadRegistry } from "../../inventory/registry/load.ts";
import type { Registry } from "../../inventory/registry/types.ts";
import { fromRoot } from "../../inventory/root.ts";
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
  // A file that stands in for the project's own says nothing about the project's own stack.
  const { registry = options.settings === undefined ? OWN_DATA.registryFolder : undefined } = options;
  const access = registry === undefined ? [] : arrives(promotion, settings, registry);
  return { promotion, diagnostics: inReadingOrder([...inSettings, ...diagnostics, ...since, ...access]) };
}

function arrives(promotion: Promotion, settings: PromotionSettings, folder: string): readonly Diagnostic[] {
  const path = folder === OWN_DATA.registryFolder ? fromRoot(folder) : resolve(folder);
  const { registry, diagnostics } = loadRegistry(diskTree(path, folder));
  return registry === undefined ? diagnostics : checkArrival(promotion, settings, registry);
}

/**
 * What is promoted arrives where registry.k8s.io is served from. A destination or account that the tree should not have
 * has been told, and is not judged again.
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
