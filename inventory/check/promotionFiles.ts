import { resolve } from "node:path";
import { OWN_DATA } from "../data.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { loadInventory } from "../projects/load.ts";
import { PROMOTION_FILE, SHARED_FILE, loadSettings } from "../promotion/settings.ts";
import type { PromotionSettings } from "../promotion/types.ts";
import { fromRoot } from "../../boot/root.ts";
import { badData } from "./badData.ts";

/** The folder that kpromo reads. */
export const PROMOTION_FOLDER = "registry.k8s.io";

/** The paths of the promotion data, as typed; by default the project's own. */
export interface PromotionFiles {
  /** The folder in place of `registry.k8s.io`. */
  readonly tree?: string | undefined;
  /** The file of projects in place of `infra/gcp/infra.yaml`. */
  readonly infra?: string | undefined;
  /** The folder in place of `infra/registry`, to check where promoted images arrive. */
  readonly registry?: string | undefined;
  /** The file in place of `infra/registry/promotion.yaml`. */
  readonly settings?: string | undefined;
}

/** Returns the folder of the tree: its absolute path, and its display name. */
export function treeFolder({ tree }: PromotionFiles): { readonly path: string; readonly shown: string } {
  return tree === undefined
    ? { path: fromRoot(PROMOTION_FOLDER), shown: PROMOTION_FOLDER }
    : { path: resolve(tree), shown: tree };
}

/** Loads the settings that the tree is checked against, with all mistakes in their data. */
export function promotionSettings({ infra, settings }: PromotionFiles): {
  readonly settings: PromotionSettings | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { inventory, diagnostics } =
    infra === undefined
      ? loadInventory(fromRoot(OWN_DATA.infraFile), OWN_DATA.infraFile)
      : loadInventory(resolve(infra), infra);
  if (inventory === undefined) return { settings: undefined, diagnostics };
  return loadSettings(inventory, {
    promotion:
      settings === undefined
        ? { path: fromRoot(PROMOTION_FILE), shown: PROMOTION_FILE }
        : { path: resolve(settings), shown: settings },
    shared: { path: fromRoot(SHARED_FILE), shown: SHARED_FILE },
  });
}

/** Like {@link promotionSettings}, but throws a `UserError` for invalid data. */
export function requiredSettings(files: PromotionFiles): PromotionSettings {
  const { settings, diagnostics } = promotionSettings(files);
  if (settings === undefined) throw badData(diagnostics);
  return settings;
}
