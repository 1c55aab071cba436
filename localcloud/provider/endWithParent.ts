/** How often a plugin looks whether its engine is still there. */
const INTERVAL_MS = 2_000;

/**
 * A killed engine leaves its plugins behind: this process ends when somebody else has become its parent.
 *
 * @param parent the engine as the script that started this process saw it (engine/plugins.ts): by now it may have been killed
 */
export function endWithParent(parent = Number(process.env.ENGINE_PID ?? process.ppid)): void {
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, INTERVAL_MS).unref();
}
