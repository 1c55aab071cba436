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
import { checkWellKnownGroups } from "./well-known.ts";

/** Checks all groups, including entries that violate the schema. */
export type Rule = (declared: Declared) => Diagnostic[];

/** All rules; each has its own file. */
export const rules: readonly Rule[] = [
  checkAddresses,
  checkRestrictions,
  checkDuplicates,
  checkInfraGroups,
  checkRbacGroups,
  checkMembers,
  checkRequired,
  checkCycles,
  checkWellKnownGroups,
];
