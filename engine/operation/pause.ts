import { setTimeout as delay } from "node:timers/promises";

/** Waits for a number of seconds. Returns false at once when interrupted, as by Ctrl-C, and true otherwise. */
export async function pause(seconds: number): Promise<boolean> {
  const asked = new AbortController();
  const stop = () => asked.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const { signal } = asked;
  await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
  process.off("SIGINT", stop).off("SIGTERM", stop);
  return !signal.aborted;
}
