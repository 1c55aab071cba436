import type { PulumiCommand } from "./pulumiCommand.ts";

/** Which clouds a run reaches: our stand-in, or those of the providers. */
export type Clouds = "localcloud" | "real";

/** What every engine command of a run starts with. */
export interface Run {
  readonly stack: string;
  readonly clouds: Clouds;
  readonly pulumi: PulumiCommand;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working copy of the stack's configuration. */
  readonly configFile: string;
  /** What the program is to adopt; see `writeAdoptions`. */
  readonly adoptFile: string;
  readonly folders: {
    readonly config: string;
    /** What the engine printed in the last run. */
    readonly logs: string;
    /** The engine's state as it was before and after each deploy. */
    readonly exports: string;
  };
}
