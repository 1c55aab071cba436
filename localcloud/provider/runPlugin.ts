import type { FaultKinds } from "./faultKinds.ts";
import { endWithParent } from "./endWithParent.ts";
import type { Provider } from "./provider.ts";
import { serve } from "./server.ts";

/**
 * Runs a plugin process until its engine ends. Serves the provider and prints its port as the first line of stdout,
 * where the engine reads it. If that fails, prints one line on stderr and sets exit status 1.
 */
export async function runPlugin<Cloud>(open: () => Provider<Cloud>, faults: FaultKinds): Promise<void> {
  endWithParent();
  try {
    console.log(String(await serve(open(), faults)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
