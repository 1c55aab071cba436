import { requiredData } from "../../../inventory/check/required.ts";
import type { Data } from "../../../inventory/data.ts";
import type { DataSources } from "../../../inventory/sources.ts";
import type { PlannedResource } from "./monitor.ts";
import { stackConfig } from "./stackConfig.ts";

/**
 * Evaluates a stack, with the configuration in its tracked file. Throws a `UserError` for invalid data or configuration.
 */
export async function evaluateStack(
  stack: string,
  sources: DataSources,
): Promise<readonly PlannedResource[]> {
  const config = stackConfig(stack);
  return evaluateData(stack, config, requiredData(sources));
}

/** The same for data that has been read, with some configuration by full key. */
export async function evaluateData(
  stack: string,
  config: Readonly<Record<string, string>>,
  data: Data,
): Promise<readonly PlannedResource[]> {
  // Imported lazily: loading Pulumi's SDK takes longer than everything else.
  const [{ evaluate }, { default: program }] = await Promise.all([
    import("./evaluate.ts"),
    import("../../../stacks/index.ts"),
  ]);
  return evaluate(stack, config, () => program(data));
}
