import type { DataSources } from "../../../inventory/sources.ts";
import type { Head } from "./head.ts";
import { otherFiles } from "./otherFiles.ts";
import { promotionChanges } from "./promotion/changes.ts";
import { fromPromotion } from "./promotion/reasons.ts";
import type { ChangeReport, Reason } from "./schema.ts";

/** What a change does besides the stacks, and the risks of that. */
export interface BesideStacks extends Pick<ChangeReport, "notCovered" | "rules" | "promotion"> {
  readonly reasons: readonly Reason[];
}

/** Describes what a change does besides the stacks: what is promoted, what is allowed, and what is not data. */
export function besideStacks({ checked, changed, ...span }: Head, sources: DataSources): BesideStacks {
  const promotion = promotionChanges(checked.promoted);
  const { notCovered, rules, reasons } = otherFiles(span, sources, changed);
  return { notCovered, rules, promotion, reasons: [...fromPromotion(promotion), ...reasons] };
}
