import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { errorCode, StoreError } from "./errors.ts";
import { parseObject } from "./objectFile.ts";
import { objectSuffix } from "./objectPath.ts";

/** One message per damaged object file of a store, in the order of file names; none when there is no store yet. */
export function damageIn(root: string): string[] {
  return objectFiles(root).flatMap((path) => {
    try {
      parseObject(path, readFileSync(path, "utf8"));
      return [];
    } catch (error) {
      if (error instanceof StoreError) return [error.message];
      // Deleted in the meantime.
      if (errorCode(error) === "ENOENT") return [];
      throw error;
    }
  });
}

function objectFiles(root: string): string[] {
  try {
    return readdirSync(root, { encoding: "utf8", recursive: true })
      .filter((name) => name.endsWith(objectSuffix))
      .sort()
      .map((name) => join(root, name));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
