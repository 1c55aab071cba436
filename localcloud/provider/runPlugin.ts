import type { Provider } from "./provider.ts";
import { serve } from "./server.ts";

/** How often a plugin looks whether its engine is still there. */
const engineCheckMs = 2_000;

/**
 * Runs a plugin's process: serves the provider and prints its port as the first line of stdout, which is what the
 * engine reads. What goes wrong before that is one line on stderr and exit status 1.
 *
 * A killed engine leaves its plugins behind: they end when somebody else has become their parent.
 */
export async function runPlugin<Cloud>(open: () => Provider<Cloud>): Promise<void> {
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) process.exit(1);
  }, engineCheckMs).unref();
  try {
    console.log(String(await serve(open())));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
