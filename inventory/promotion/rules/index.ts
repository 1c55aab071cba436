import type { Diagnostic } from "../../diagnostics.ts";
import type { Promotion, PromotionSettings } from "../types.ts";
import { checkConflicts } from "./conflicts.ts";
import { checkDestinations } from "./destinations.ts";
import { checkProvenance } from "./provenance.ts";
import { checkRepetitions } from "./repetitions.ts";
import { checkSources } from "./sources.ts";

/** A check of everything that is promoted. It meets what could be read, also of a file that has mistakes. */
export type Rule = (promotion: Promotion, settings: PromotionSettings) => Diagnostic[];

/** All rules; each stands in a file of its own. */
export const rules: readonly Rule[] = [
  checkSources,
  checkDestinations,
  checkRepetitions,
  checkConflicts,
  checkProvenance,
];
