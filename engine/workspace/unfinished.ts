import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../../terminal/userError.ts";
import type { Unfinished } from "./workspace.ts";

const record = z.object({
  since: z.string().exactOptional(),
  creating: z.array(z.string()),
  recovering: z.boolean().exactOptional(),
});

/** Reads what a run recorded before its `up`; undefined after a success. Throws a `UserError` for a damaged record. */
export function readUnfinished(folder: string, stack: string): Unfinished | undefined {
  const file = join(folder, `${stack}.json`);
  if (!existsSync(file)) return undefined;
  try {
    return record.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new UserError(
      `${file}, the record of the last run, is damaged: delete it and run \`bin/infra recover ${stack}\`.`,
    );
  }
}

/** Replaces the record atomically: a run killed meanwhile leaves the previous one. Undefined deletes it. */
export function writeUnfinished(folder: string, stack: string, unfinished: Unfinished | undefined): void {
  const file = join(folder, `${stack}.json`);
  if (unfinished === undefined) {
    rmSync(file, { force: true });
    return;
  }
  writeFileSync(`${file}.new`, `${JSON.stringify(unfinished, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}
