import { groupName } from "../names.ts";
import { isPropagated } from "../../provider/propagation.ts";
import type { Store } from "../../store/store.ts";

/**
 * Whether IAM sees a group that was created here. As in the real cloud, where a binding to a brand-new group fails with
 * 400, it does so only once the group is `LOCALCLOUD_GROUP_DELAY` seconds old.
 *
 * @returns undefined when no such group was created here.
 */
export function groupIsVisible(store: Store, email: string, now: number = Date.now()): boolean | undefined {
  const group = store.read(groupName(email));
  if (group === undefined) return undefined;
  return isPropagated(group.createTime, "LOCALCLOUD_GROUP_DELAY", now);
}
