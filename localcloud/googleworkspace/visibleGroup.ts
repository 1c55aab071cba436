import { groupName } from "../gcp/names.ts";
import type { Store } from "../store/store.ts";

/** Seconds that a new group takes to become visible to IAM; 0 or absent: none. */
export const delayVariable = "LOCALCLOUD_GROUP_DELAY";

/**
 * Whether IAM sees a group that was made here: not before it is `LOCALCLOUD_GROUP_DELAY` seconds old, as on the real
 * cloud, where a binding to a group made a moment ago fails with 400.
 *
 * @returns undefined when no such group was made here.
 */
export function groupIsVisible(store: Store, email: string, now: number = Date.now()): boolean | undefined {
  const group = store.read(groupName(email));
  if (group === undefined) return undefined;
  const created = Date.parse(String(group.createTime));
  // Without a time: written by hand, so not new.
  return Number.isNaN(created) || now - created >= delayMs();
}

function delayMs(): number {
  const text = process.env[delayVariable] ?? "";
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw new Error(`localcloud: ${delayVariable} must be a number of seconds, not "${text}"`);
  }
  return seconds * 1000;
}
