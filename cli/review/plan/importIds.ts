import type { ImportIds } from "../../../engine/workspace/workspace.ts";
import type { Data } from "../../../inventory/data.ts";
import { prodImportIds, stagingImportIds } from "../../../stacks/importIds.ts";
import { settingsOf } from "./stackConfig.ts";

/** Returns the import ids of everything that a stack declares for some data, with the settings of its tracked file. */
export function importIdsOf(stack: string): (data: Data) => ImportIds {
  return (data) =>
    stack === "prod"
      ? prodImportIds(data, settingsOf("prod"))
      : stagingImportIds(data, settingsOf("staging"));
}
