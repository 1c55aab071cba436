import type { Change } from "../../inventory/changes/change.ts";
import { loadData } from "../../inventory/check/data.ts";
import type { Data } from "../../inventory/data.ts";
import { sourcesOf } from "../../inventory/sources.ts";
import type { Workspace } from "../workspace/workspace.ts";

const NO_RECORD = "nothing says from which data it was applied last";
const UNREADABLE = "the data that it was applied from last are of a format that this program does not read";

/**
 * Returns the change of the data since the last applied run, or why it is unknown: nothing was recorded, the state is
 * gone, or this program no longer reads those data.
 */
export function changeSince(
  { state, applied }: Pick<Workspace, "state" | "applied">,
  head: Data,
): Change | string {
  if (state === undefined || applied === undefined) return NO_RECORD;
  const { data: base } = loadData(sourcesOf(applied.files));
  return base === undefined ? UNREADABLE : { base, head };
}
