import { EXIT, UserError } from "../../terminal/userError.ts";
import type { Data } from "../data.ts";
import { loadInventory } from "../projects/load.ts";
import type { PromotionSettings } from "../promotion/types.ts";
import { fileIn, type DataSources } from "../sources.ts";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { formatDiagnostics } from "../yaml/format.ts";
import { checkAll } from "./index.ts";
import { settingsIn } from "./promotion.ts";

/** Returns what the stacks are built from. Throws a `UserError` for invalid data. */
export function requiredData(sources: DataSources): Data {
  const { data, diagnostics } = checkAll(sources, { scope: "stacks" });
  if (data === undefined) throw badData(diagnostics);
  return data;
}

/** Returns the settings that promotion is checked against. Throws a `UserError` for invalid data. */
export function requiredSettings(sources: DataSources): PromotionSettings {
  const { inventory, diagnostics } = loadInventory(fileIn(sources, "infraFile"));
  if (inventory === undefined) throw badData(diagnostics);
  const { settings, diagnostics: inSettings } = settingsIn(sources, inventory);
  if (settings === undefined) throw badData(inSettings);
  return settings;
}

/** Returns the error that ends a command for invalid data: all mistakes with their positions, and the exit code. */
export function badData(diagnostics: readonly Diagnostic[]): UserError {
  return new UserError(formatDiagnostics(diagnostics).trimEnd(), EXIT.badData);
}
