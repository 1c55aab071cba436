/** How often a plugin looks whether its engine is still there. */
const INTERVAL_MS = 2_000;

/** A killed engine leaves its plugins behind: this process ends when somebody else has become its parent. */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, INTERVAL_MS).unref();
}
