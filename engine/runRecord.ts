import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "./userError.ts";
import type { Unfinished } from "./workspace/workspace.ts";

const record = z.object({
  since: z.string().exactOptional(),
  creating: z.array(z.string()),
  recovering: z.boolean().exactOptional(),
});

/**
 * Reads what a run has written down of its `up` before that began; undefined after one that ended well. Throws a `UserError`
 * for a damaged record.
 */
export function readUnfinished(folder: string, stack: string): Unfinished | undefined {
  const file = join(folder, `${stack}.json`);
  if (!existsSync(file)) return undefined;
  try {
    return record.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new UserError(
      `${file} is damaged, which says what the last run left behind: delete it and run \`bin/infra recover ${stack}\`.`,
    );
  }
}

/** Writes the record as a whole: whoever is killed meanwhile leaves the one before. Undefined: all ended well. */
export function writeUnfinished(folder: string, stack: string, unfinished: Unfinished | undefined): void {
  const file = join(folder, `${stack}.json`);
  if (unfinished === undefined) {
    rmSync(file, { force: true });
    return;
  }
  writeFileSync(`${file}.new`, `${JSON.stringify(unfinished, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}
