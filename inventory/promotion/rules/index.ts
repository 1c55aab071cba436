import type { Diagnostic } from "../../yaml/diagnostics.ts";
import type { Promotion, PromotionSettings } from "../types.ts";
import { checkConflicts } from "./conflicts.ts";
import { checkDestinations } from "./destinations.ts";
import { checkProvenance } from "./provenance.ts";
import { checkRepetitions } from "./repetitions.ts";
import { checkSources } from "./sources.ts";
import { checkWaivers } from "./waivers.ts";

/** Checks the input of promotion, including the readable parts of files with errors. */
export type Rule = (promotion: Promotion, settings: PromotionSettings) => Diagnostic[];

/** All rules; each has its own file. */
export const rules: readonly Rule[] = [
  checkSources,
  checkDestinations,
  checkRepetitions,
  checkConflicts,
  checkProvenance,
  checkWaivers,
];
