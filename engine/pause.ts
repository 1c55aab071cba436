import { setTimeout as delay } from "node:timers/promises";

/** Waits so many seconds. Gives false at once when somebody interrupts that, as by Ctrl-C. */
export async function pause(seconds: number): Promise<boolean> {
  const asked = new AbortController();
  const stop = () => asked.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const { signal } = asked;
  await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
  process.off("SIGINT", stop).off("SIGTERM", stop);
  return !signal.aborted;
}
