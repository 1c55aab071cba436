import { setting, type Setting } from "./settings.ts";

/** The settings that delay when something becomes visible. */
export type Delay = Extract<Setting, `${string}_DELAY`>;

/**
 * Whether something created at `made` has propagated by now. Without a time it was written by hand and counts as old.
 * So does a time in the future: the clock has been set back, and nobody should wait until it catches up.
 *
 * @param made RFC 3339; anything else means no time.
 * @param now In milliseconds since 1970.
 */
export function isPropagated(made: unknown, delay: Delay, now: number = Date.now()): boolean {
  const age = now - Date.parse(String(made));
  return !(age >= 0 && age < Number(setting(delay) ?? 0) * 1000);
}
