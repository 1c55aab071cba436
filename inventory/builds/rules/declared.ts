import type { ProjectDeclaration } from "../declarations.ts";
import type { Organizations } from "../orgs.ts";

/** The input of the rules: everything declared, whether or not it conforms to the schema. */
export interface Declared {
  /** In file order. */
  readonly projects: readonly ProjectDeclaration[];
  /** Undefined if infra/orgs.yaml cannot be read; sources are not checked then. */
  readonly organizations: Organizations | undefined;
}
