import { setting, type Setting } from "./settings.ts";

/** Which of the settings say how late something becomes visible. */
export type Delay = Extract<Setting, `${string}_DELAY`>;

/**
 * Whether what was made at a time is known everywhere by now. What has no time was written by hand and is not new, nor is
 * what was made later than now: the clock was set back since, and nobody is to wait until it has caught up.
 *
 * @param made RFC 3339, or anything else for no time
 * @param now in milliseconds since 1970
 */
export function isPropagated(made: unknown, delay: Delay, now: number = Date.now()): boolean {
  const age = now - Date.parse(String(made));
  return !(age >= 0 && age < Number(setting(delay) ?? 0) * 1000);
}
