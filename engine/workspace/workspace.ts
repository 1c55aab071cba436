import type { DataFiles } from "../../inventory/data.ts";
import type { ImportId } from "../../localcloud/clouds.ts";
import type { Applied } from "../gate/applied.ts";
import type { Clouds, Run } from "../run.ts";
import type { ChangedResource } from "../tally.ts";

/** By which id, or how, each resource is found in the clouds, by its logical name. */
export type ImportIds = ReadonlyMap<string, ImportId>;

/** An `up` that has begun and not ended well. */
export interface Unfinished {
  /** When it began, RFC 3339, where that is known. */
  readonly since?: string;
  /** URNs of what it was to create: what of it exists in the clouds now, it has made. */
  readonly creating: readonly string[];
  /** It was rebuilding a lost state. */
  readonly recovering?: boolean;
}

/** A stack that is opened for one run: the engine to run, and what stands there between one run and the next. */
export interface Workspace {
  readonly run: Run;
  /** Whether the stack has a state from before. */
  readonly hasState: boolean;
  /** From what the stack was applied last; undefined where nothing says so. */
  readonly applied: Applied | undefined;
  readonly unfinished: Unfinished | undefined;
  /** Import ids, by URN, of what a preview would create and may exist in the clouds already. */
  readonly existing: (
    changed: readonly ChangedResource[],
    importIds: ImportIds,
  ) => ReadonlyMap<string, string>;
  /** Is told of an `up` before it begins, so that the next run knows what this one was to create. */
  readonly begin: (begun: Omit<Unfinished, "since">) => void;
  /** Writes down that all of it was applied. */
  readonly end: (applied: Omit<Applied, "files">, files: DataFiles) => Promise<void>;
  readonly close: () => void;
}

/** What one run is about, wherever it goes. */
export interface WorkspaceOptions {
  readonly stack: string;
  readonly clouds: Clouds;
  /** The folder that holds what runs keep on this machine; see `localFolders`. */
  readonly stateFolder: string;
  /** The data, or those that were applied last. */
  readonly files: DataFiles | "applied";
  /** Has the engine of a local run write its state at every step, as real runs do; slower. */
  readonly checkpoints?: boolean;
  /** Real provider plugins in place of localcloud's: executables by provider name. */
  readonly plugins?: Readonly<Record<string, string>>;
  /** The seed of a bad day in localcloud, a whole number. */
  readonly faults?: string | undefined;
  /** Writes the data of a git revision below a folder; undefined where the checkout does not have that revision. */
  readonly dataAt: (revision: string, folder: string) => DataFiles | undefined;
}
