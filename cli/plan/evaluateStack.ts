import { loadData } from "../../inventory/data.ts";
import { hasErrors } from "../../inventory/diagnostics.ts";
import { PROJECT } from "../../inventory/root.ts";
import { absoluteDataFiles, type DataOptions } from "../check.ts";
import { stackConfig } from "../stackConfig.ts";
import type { PlannedResource } from "./monitor.ts";
import { badData } from "../badData.ts";

/**
 * Evaluates a stack over the data that the options name, configured by its tracked file. Throws a `UserError` for
 * mistakes in the data or the configuration.
 */
export async function evaluateStack(
  stack: string,
  options: DataOptions,
): Promise<readonly PlannedResource[]> {
  const files = absoluteDataFiles(options);
  // Loaded only here: Pulumi's SDK takes longer to load than the quick commands take in all.
  const { evaluate } = await import("./evaluate.ts");
  const data = Object.fromEntries(Object.entries(files).map(([key, path]) => [`${PROJECT}:${key}`, path]));
  return await evaluate(stack, { ...stackConfig(stack), ...data }).catch((error: unknown) => {
    // The program loads the data itself; only where it fails is it worth loading them again to say why.
    const { diagnostics } = loadData(files);
    throw hasErrors(diagnostics) ? badData(diagnostics) : error;
  });
}
