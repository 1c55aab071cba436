import { groupName } from "../gcp/names.ts";
import { setting } from "../provider/settings.ts";
import type { Store } from "../store/store.ts";

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
  return Number(setting("LOCALCLOUD_GROUP_DELAY") ?? 0) * 1000;
}
