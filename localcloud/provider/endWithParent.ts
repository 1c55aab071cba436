/** How often a plugin checks that its engine is still running. */
const INTERVAL_MS = 2_000;

/** Exits when the parent process is gone, because a killed engine leaves its plugins running. */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, INTERVAL_MS).unref();
}
