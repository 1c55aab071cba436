import type { Declarations } from "../declarations.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { checkApis } from "./apis.ts";
import { checkGrants } from "./grants.ts";
import { checkGroups } from "./groups.ts";
import { checkIds } from "./ids.ts";
import { checkIrregularities } from "./irregularities.ts";
import { checkKeepRules } from "./keep-rules.ts";
import { checkOrder } from "./order.ts";
import { checkPlacement } from "./placement.ts";
import { checkProfiles } from "./profiles.ts";
import { checkRetirement } from "./retirement.ts";
import { checkSpecialCases } from "./special-cases.ts";

/** A check of what the file declares. It meets every entry, also one that is not of the format. */
export type Rule = (declarations: Declarations) => Diagnostic[];

/** All rules; each stands in a file of its own. */
export const rules: readonly Rule[] = [
  checkIds,
  checkPlacement,
  checkOrder,
  checkIrregularities,
  checkGroups,
  checkApis,
  checkProfiles,
  checkRetirement,
  checkKeepRules,
  checkSpecialCases,
  checkGrants,
];
