import type { Diagnostic } from "../../yaml/diagnostics.ts";
import { checkAddresses } from "./addresses.ts";
import { checkCycles } from "./cycles.ts";
import type { Declared } from "./declared.ts";
import { checkDuplicates } from "./duplicates.ts";
import { checkInfraGroups } from "./infra.ts";
import { checkMembers } from "./members.ts";
import { checkRbacGroups } from "./rbac.ts";
import { checkRequired } from "./required.ts";
import { checkRestrictions } from "./restricted.ts";
import { checkUnusedRestrictions } from "./unusedRestrictions.ts";
import { checkWellKnownGroups } from "./well-known.ts";

/** Checks all groups, including entries that violate the schema. */
export type Rule = (declared: Declared) => Diagnostic[];

/** The rules about what is declared; each rule has its own file. */
export const rules: readonly Rule[] = [
  checkAddresses,
  checkRestrictions,
  checkUnusedRestrictions,
  checkDuplicates,
  checkInfraGroups,
  checkCycles,
];

/** The rules about what is not declared, which only all files can tell: they wait until every file can be read. */
export const rulesOfAll: readonly Rule[] = [
  checkRbacGroups,
  checkMembers,
  checkRequired,
  checkWellKnownGroups,
];
