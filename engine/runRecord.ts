import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "./userError.ts";

/** What the runner knows of a stack beside the engine's state: what stands between one run and the next. */
export interface RunRecord {
  /** The digest of the data and the program that the state speaks of; absent before the first whole `up`. */
  readonly applied?: string;
  /** An `up` that has begun and not ended well; absent after one that has. */
  readonly unfinished?: {
    /** When it began, RFC 3339. */
    readonly since: string;
    /**
     * URNs of what it was to create and did not exist in the clouds before: what of it exists there now, it has made.
     */
    readonly creating: readonly string[];
  };
}

/** Reads the record of a stack; an empty one when there is none. Throws a `UserError` for a damaged one. */
export function readRunRecord(folder: string, stack: string): RunRecord {
  const file = join(folder, `${stack}.json`);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as RunRecord;
  } catch {
    throw new UserError(
      `${file} is damaged, which says what the last run left behind: delete it and run \`bin/infra recover ${stack}\`.`,
    );
  }
}

/** Writes the record as a whole: whoever is killed meanwhile leaves the one before. */
export function writeRunRecord(folder: string, stack: string, record: RunRecord): void {
  const file = join(folder, `${stack}.json`);
  writeFileSync(`${file}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}
