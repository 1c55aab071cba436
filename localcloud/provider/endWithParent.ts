/** How often a plugin checks that its engine is still running. */
const INTERVAL_MS = 2_000;

/**
 * Exits when the parent process is gone, because a killed engine leaves its plugins running.
 *
 * @param parent the engine's process id, as seen by the script that started this process (engine/pulumi/plugins.ts): the engine
 * may have been killed since
 */
export function endWithParent(parent = Number(process.env.ENGINE_PID ?? process.ppid)): void {
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, INTERVAL_MS).unref();
}
