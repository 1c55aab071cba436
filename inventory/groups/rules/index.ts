import type { Diagnostic } from "../../diagnostics.ts";
import type { GroupDeclaration } from "../declarations.ts";
import type { CompiledRestriction } from "../restrictions.ts";
import type { GroupsConfig } from "../types.ts";
import { checkAddresses } from "./addresses.ts";
import { checkCycles } from "./cycles.ts";
import { checkDuplicates } from "./duplicates.ts";
import { checkInfraGroups } from "./infra.ts";
import { checkMembers } from "./members.ts";
import { checkRbacGroups } from "./rbac.ts";
import { checkRestrictions } from "./restricted.ts";
import { checkWellKnownGroups } from "./well-known.ts";

/** What rules judge: all that the files declare. */
export interface Declared {
  readonly config: GroupsConfig;
  readonly restrictions: readonly CompiledRestriction[];
  /** By file, then in the file's order. */
  readonly groups: readonly GroupDeclaration[];
}

/** A check of all groups. It meets every entry, also one that is not of the format. */
export type Rule = (declared: Declared) => Diagnostic[];

/** All rules; each stands in a file of its own. */
export const rules: readonly Rule[] = [
  checkAddresses,
  checkRestrictions,
  checkDuplicates,
  checkInfraGroups,
  checkRbacGroups,
  checkMembers,
  checkCycles,
  checkWellKnownGroups,
];
