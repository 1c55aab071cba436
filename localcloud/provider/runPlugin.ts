import type { BadDays } from "./badDays.ts";
import { endWithParent } from "./endWithParent.ts";
import type { Provider } from "./provider.ts";
import { serve } from "./server.ts";

/**
 * Runs a plugin's process until its engine ends: serves the provider and prints its port as the first line of stdout,
 * which is what the engine reads. What goes wrong before that is one line on stderr and exit status 1.
 */
export async function runPlugin<Cloud>(open: () => Provider<Cloud>, badDays: BadDays): Promise<void> {
  endWithParent();
  try {
    console.log(String(await serve(open(), badDays)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
