import type { Declarations } from "../declarations.ts";
import type { Diagnostic } from "../../yaml/diagnostics.ts";
import { checkApis } from "./apis.ts";
import { checkGrants } from "./grants.ts";
import { checkGroups } from "./groups.ts";
import { checkIds } from "./ids.ts";
import { checkUpstreamQuirks } from "./upstreamQuirks.ts";
import { checkKeepRules } from "./keep-rules.ts";
import { checkOrder } from "./order.ts";
import { checkPlacement } from "./placement.ts";
import { checkProfiles } from "./profiles.ts";
import { checkRetirement } from "./retirement.ts";
import { checkSpecialCases } from "./special-cases.ts";

/** Checks what the file declares, including entries that violate the schema. */
export type Rule = (declarations: Declarations) => Diagnostic[];

/** All rules; each has its own file. */
export const rules: readonly Rule[] = [
  checkIds,
  checkPlacement,
  checkOrder,
  checkUpstreamQuirks,
  checkGroups,
  checkApis,
  checkProfiles,
  checkRetirement,
  checkKeepRules,
  checkSpecialCases,
  checkGrants,
];
