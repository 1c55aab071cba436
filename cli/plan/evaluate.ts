import * as pulumi from "@pulumi/pulumi";
import stacks from "../../stacks/index.ts";
import { UserError } from "../../engine/userError.ts";
import { PROJECT } from "../../inventory/root.ts";
import { quickenSdk } from "./quickSdk.ts";
import { PlanMonitor, type PlannedResource } from "./monitor.ts";

/**
 * Evaluates the program, this project's unless another is given, in this process, without engine, provider or credentials.
 *
 * `config` holds the stack's configuration by full key, such as `k8s-registry:infraFile`. The resources come in the
 * order of their registration, the stack first. Throws a `UserError` for what the program calls a user's mistake.
 */
export async function evaluate(
  stack: string,
  config: Readonly<Record<string, string>>,
  program: () => unknown = stacks,
): Promise<readonly PlannedResource[]> {
  const monitor = new PlanMonitor();
  pulumi.runtime.setAllConfig({ ...config });
  pulumi.runtime.setMockOptions(monitor, PROJECT, stack, true);
  quickenSdk();
  // Thrown past the stack's promises: the SDK leaves some of them rejected without anybody to listen.
  let failure: unknown;
  await pulumi.runtime.runInPulumiStack(() => {
    try {
      return Promise.resolve(program());
    } catch (error) {
      failure = error;
      return Promise.resolve();
    }
  });
  await pulumi.runtime.disconnect();
  if (pulumi.RunError.isInstance(failure)) throw new UserError(failure.message);
  if (failure !== undefined) throw failure as Error;
  return monitor.planned;
}
