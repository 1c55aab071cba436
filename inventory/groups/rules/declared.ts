import type { GroupDeclaration } from "../declarations.ts";
import type { CompiledRestriction } from "../restrictions.ts";
import type { GroupsConfig, Limits } from "../types.ts";

/** The input of the rules: everything that the files declare. */
export interface Declared {
  readonly config: GroupsConfig;
  readonly limits: Limits;
  readonly restrictions: readonly CompiledRestriction[];
  /** Paths of every groups.yaml, relative to the groups folder. */
  readonly files: readonly string[];
  /** By file, then in file order. */
  readonly groups: readonly GroupDeclaration[];
}
