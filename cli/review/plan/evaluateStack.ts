import { loadData, type DataFiles } from "../../../inventory/data.ts";
import { hasErrors } from "../../../inventory/yaml/diagnostics.ts";
import { PROJECT } from "../../../boot/root.ts";
import { stackConfig } from "./stackConfig.ts";
import type { PlannedResource } from "./monitor.ts";
import { badData } from "../../../inventory/check/badData.ts";

/**
 * Evaluates a stack for the data in these files (absolute paths), with the configuration in its tracked file. Throws a
 * `UserError` for invalid data or configuration.
 */
export async function evaluateStack(stack: string, files: DataFiles): Promise<readonly PlannedResource[]> {
  // Imported lazily: loading Pulumi's SDK takes longer than a fast command as a whole.
  const { evaluate } = await import("./evaluate.ts");
  const data = Object.fromEntries(Object.entries(files).map(([key, path]) => [`${PROJECT}:${key}`, path]));
  return await evaluate(stack, { ...stackConfig(stack), ...data }).catch((error: unknown) => {
    // The program loads the data itself; load it again only to explain a failure.
    const { diagnostics } = loadData(files);
    throw hasErrors(diagnostics) ? badData(diagnostics) : error;
  });
}
