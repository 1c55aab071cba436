import type { PulumiCommand } from "./pulumiCommand.ts";

/** The clouds that a run reaches: our stand-in, or the providers' real ones. */
export type Clouds = "localcloud" | "real";

/** What every engine command of a run has in common. */
export interface RunContext {
  readonly stack: string;
  readonly clouds: Clouds;
  readonly pulumi: PulumiCommand;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working copy of the stack's configuration. */
  readonly configFile: string;
  /** The file that tells the program what to adopt; see `writeAdoptions`. */
  readonly adoptFile: string;
  /** The file that tells the program which part of the data to register; see `writePart`. */
  readonly partFile: string;
  /** The URNs of all that the engine may change; undefined for everything. */
  readonly targets?: readonly string[];
  readonly folders: {
    readonly config: string;
    /** What the engine printed in the last run. */
    readonly logs: string;
    /** The engine's state before and after each deploy. */
    readonly exports: string;
  };
}
