import type { DataFiles } from "../../inventory/sources.ts";
import type { ImportId } from "../../localcloud/clouds.ts";
import type { Applied } from "./applied.ts";
import type { Clouds, RunContext } from "../pulumi/runContext.ts";
import type { StateFacts } from "../state/stateFile.ts";
import type { ChangedResource } from "../operation/summary.ts";

/** How each resource is found in the clouds, by id or otherwise, by logical name. */
export type ImportIds = ReadonlyMap<string, ImportId>;

/** An `up` that started and did not succeed. */
export interface Unfinished {
  /** When it started, in RFC 3339, if known. */
  readonly since?: string;
  /** The URNs of what it was to create; those that exist in the clouds now were created by it. */
  readonly creating: readonly string[];
  /** True if it was rebuilding a lost state. */
  readonly recovering?: boolean;
}

/** A stack opened for one run: how to run the engine, and what is kept between runs. */
export interface Workspace {
  readonly run: RunContext;
  /** What the stack's state has; undefined before the first `up`. */
  readonly state: StateFacts | undefined;
  /** What the stack was last applied from; undefined if unknown. */
  readonly applied: Applied | undefined;
  readonly unfinished: Unfinished | undefined;
  /** The import ids, by URN, of resources that a preview would create and that may already exist in the clouds. */
  readonly existing: (
    changed: readonly ChangedResource[],
    importIds: ImportIds,
  ) => ReadonlyMap<string, string>;
  /** Records what an `up` is to create, before it starts, for the next run. */
  readonly begin: (begun: Omit<Unfinished, "since">) => void;
  /** Records that everything was applied. */
  readonly end: (applied: Omit<Applied, "files" | "state">, files: DataFiles) => Promise<void>;
  readonly close: () => void;
}

/** The options of a run, whichever clouds it reaches. */
export interface WorkspaceOptions {
  readonly stack: string;
  readonly clouds: Clouds;
  /** The folder for what runs keep on this machine; see `localFolders`. */
  readonly stateFolder: string;
  /** The data, or `applied` for the data that was last applied. */
  readonly files: DataFiles | "applied";
  /** Makes the engine of a local run write its state at every step, as real runs do; slower. */
  readonly checkpoints?: boolean;
  /** Executables of real provider plugins to use in place of localcloud's, by provider name. */
  readonly plugins?: Readonly<Record<string, string>>;
  /** The seed of fault injection in localcloud, a whole number. */
  readonly faults?: string | undefined;
  /** Writes the data of a git revision below a folder; returns undefined if the checkout lacks that revision. */
  readonly dataAt: (revision: string, folder: string) => DataFiles | undefined;
}
