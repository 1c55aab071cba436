import * as pulumi from "@pulumi/pulumi";
import stacks from "../../../stacks/index.ts";
import { UserError } from "../../../terminal/userError.ts";
import { PROJECT } from "../../../boot/root.ts";
import { quickenSdk } from "../../../boot/quickSdk.ts";
import { PlanMonitor, type PlannedResource } from "./monitor.ts";

/**
 * Evaluates a program, by default this project's, in this process, without engine, provider or credentials.
 *
 * `config` is the stack's configuration by full key, such as `k8s-registry:infraFile`. Returns the resources in order
 * of registration, the stack first. Throws a `UserError` for errors that the program reports as the user's.
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
  // Rethrown outside the stack's promises: the SDK would leave some of them rejected and unhandled.
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
