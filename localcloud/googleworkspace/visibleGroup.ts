import { groupName } from "../gcp/names.ts";
import { isPropagated } from "../provider/propagation.ts";
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
  return isPropagated(group.createTime, "LOCALCLOUD_GROUP_DELAY", now);
}
