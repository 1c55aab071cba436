import type { ProjectDeclaration } from "../declarations.ts";
import type { Organizations } from "../orgs.ts";

/** What the rules judge: everything that is declared, whether or not it is of the format. */
export interface Declared {
  /** In the order of the files. */
  readonly projects: readonly ProjectDeclaration[];
  /** Undefined when infra/orgs.yaml cannot be read: nothing can then be said about sources. */
  readonly organizations: Organizations | undefined;
}
