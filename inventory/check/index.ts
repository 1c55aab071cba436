import type { Data } from "../data.ts";
import { loadExceptions } from "../exceptions/load.ts";
import { loadInventory } from "../projects/load.ts";
import type { Promotion } from "../promotion/types.ts";
import { loadServed } from "../registry/load.ts";
import { fileIn, folderIn, type DataSources } from "../sources.ts";
import { inReadingOrder, type Diagnostic } from "../yaml/diagnostics.ts";
import { loadData, uncheckedIn } from "./data.ts";
import { checkExpiries } from "./expiry.ts";
import { checkPromotion, type CheckedPromotion, type PromotionBase } from "./promotion.ts";
import { checkStackFiles } from "../stackFiles/check.ts";

/**
 * What to check.
 *
 * - `stacks`: what the stacks are built from.
 * - `promotion`: what is promoted, and only what that refers to.
 * - `all`: both, the policy exceptions, and the stack files.
 */
export type Scope = "stacks" | "promotion" | "all";

/** How to check. */
export interface CheckOptions {
  readonly scope: Scope;
  /**
   * The day on which exceptions must not have expired, as `YYYY-MM-DD`. Undefined where the passing of a day must not
   * matter, as for what is applied.
   */
  readonly day?: string | undefined;
  /** What promotion is compared with; `unchanged` leaves it out, where a change does not concern it. */
  readonly promotionBase?: PromotionBase | "unchanged" | undefined;
}

/** The data, and everything that is wrong with it. */
export interface Checked {
  /** What the stacks are built from; undefined if part of it has an error, or is not in the scope. */
  readonly data: Data | undefined;
  /** What is promoted; undefined if its settings have an error, or it is not in the scope. */
  readonly promotion: Promotion | undefined;
  /** The same with what it is checked against and what changed in it; undefined if it was left out. */
  readonly promoted: CheckedPromotion | undefined;
  /** The number of image lists that were skipped because they are unchanged since the base. */
  readonly unread: number;
  /** All mistakes in reading order, each once. */
  readonly diagnostics: readonly Diagnostic[];
  /** What data in place of the project's own is not checked for, as phrases. */
  readonly unchecked: readonly string[];
}

/** Checks data: the one place where everything that can be wrong is put together. Never throws because of the files. */
export function checkAll(sources: DataSources, { scope, day, promotionBase }: CheckOptions): Checked {
  const base = promotionBase === "unchanged" ? undefined : promotionBase;
  if (scope === "promotion") return promotionAlone(sources, base);
  const { data, parts, diagnostics } = loadData(sources);
  const found = [...diagnostics, ...(data && day !== undefined ? checkExpiries(data, day) : [])];
  const unchecked = uncheckedIn(sources);
  const none = { promotion: undefined, promoted: undefined, unread: 0 };
  if (scope === "stacks") return { data, ...none, diagnostics: inReadingOrder(found), unchecked };
  const promoted =
    promotionBase === "unchanged" || parts.inventory === undefined
      ? undefined
      : checkPromotion(sources, parts.inventory, parts.served, base, day);
  found.push(
    ...loadExceptions(fileIn(sources, "exceptionsFile")).diagnostics,
    ...(data ? checkStackFiles(data.groups, sources.open(sources.root, ".")) : []),
    ...(promoted?.diagnostics ?? []),
  );
  return {
    data,
    promotion: promoted?.promotion,
    promoted,
    unread: promoted?.unread ?? 0,
    diagnostics: inReadingOrder(found),
    unchecked,
  };
}

/** Settings in place of the project's own do not apply to the project's own registries. */
function promotionAlone(sources: DataSources, base: PromotionBase | undefined): Checked {
  const { replaced } = sources;
  const inInfra = loadInventory(fileIn(sources, "infraFile"));
  const foreign = replaced.has("promotionFile") && !replaced.has("registryFolder");
  const inRegistry = foreign ? undefined : loadServed(folderIn(sources, "registryFolder"));
  const promoted = inInfra.inventory && checkPromotion(sources, inInfra.inventory, inRegistry?.served, base);
  return {
    data: undefined,
    promotion: promoted?.promotion,
    promoted,
    unread: promoted?.unread ?? 0,
    diagnostics: inReadingOrder([
      ...(inInfra.inventory === undefined ? inInfra.diagnostics : []),
      ...(inRegistry && inRegistry.served === undefined ? inRegistry.diagnostics : []),
      ...(promoted?.diagnostics ?? []),
    ]),
    unchecked: [],
  };
}
