import { loadData, type Data, type DataFiles } from "../../inventory/data.ts";
import { digestsOf } from "../workspace/digest.ts";
import type { ExpectedChanges } from "./follows.ts";
import type { Terms } from "./gate.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { guardAgainstShrinking } from "./shrinkGuard.ts";

const UNREADABLE = "the data that it was applied from last are of a format that this program does not read";

/** What a change of the data changes in a stack. The caller provides this: the engine cannot evaluate the program. */
export type Difference = (
  stack: string,
  base: DataFiles,
  head: DataFiles,
) => Promise<Omit<ExpectedChanges, "programChanged">>;

/**
 * Determines what the gate judges a run's preview by, from what was last applied. Where that is unknown, or the state
 * is gone, the gate checks only for losses; a deploy with a state reports that through `say`.
 *
 * @param shrinkGuard whether to enforce the limits of groups/limits.yaml on the data; throws a `UserError` beyond them
 */
export async function termsOf(
  { run, hasState, applied: recorded }: Workspace,
  head: { readonly data: Data; readonly files: DataFiles },
  difference: Difference,
  shrinkGuard: boolean,
  say: (line: string) => void,
): Promise<Terms> {
  const { waivers } = head.data.limits;
  const applied = hasState ? recorded : undefined;
  const base = applied && loadData(applied.files).data;
  if (applied === undefined || base === undefined) {
    const why = applied === undefined ? "nothing says from which data it was applied last" : UNREADABLE;
    if (hasState && shrinkGuard) say(`${run.stack}: ${why}; the gate looks only at what would be lost`);
    return { waivers, expected: undefined };
  }
  if (shrinkGuard) guardAgainstShrinking(base, head.data, applied.revision);
  const now = digestsOf(run.stack, head.files);
  const unchanged = { created: new Set<string>(), updated: new Set<string>(), dropped: new Set<string>() };
  const changes =
    now.data === applied.data ? unchanged : await difference(run.stack, applied.files, head.files);
  return { waivers, expected: { ...changes, programChanged: now.program !== applied.program } };
}
