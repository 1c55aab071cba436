import type { Data } from "../../inventory/data.ts";
import { loadData } from "../../inventory/check/data.ts";
import { sourcesOf, type DataFiles } from "../../inventory/sources.ts";
import { digestsOf } from "../workspace/digest.ts";
import type { ExpectedChanges } from "./expectedChanges.ts";
import type { GateInput } from "./gate.ts";
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
 * @param head what is to be applied, and the day on which its waivers must be valid, as `YYYY-MM-DD`
 * @param shrinkGuard whether to enforce the limits of groups/limits.yaml on the data; throws a `UserError` beyond them
 */
export async function gateInputOf(
  { run, hasState, applied: recorded }: Workspace,
  head: { readonly data: Data; readonly files: DataFiles; readonly day: string },
  difference: Difference,
  shrinkGuard: boolean,
  say: (line: string) => void,
): Promise<GateInput> {
  const { waivers } = head.data.limits;
  const applied = hasState ? recorded : undefined;
  const base = applied && loadData(sourcesOf(applied.files)).data;
  if (applied === undefined || base === undefined) {
    const why = applied === undefined ? "nothing says from which data it was applied last" : UNREADABLE;
    if (hasState && shrinkGuard) say(`${run.stack}: ${why}; the gate looks only at what would be lost`);
    return { waivers, expected: undefined };
  }
  if (shrinkGuard) guardAgainstShrinking(base, head.data, applied.revision, head.day);
  const now = digestsOf(run.stack, head.files);
  const unchanged = { created: new Set<string>(), updated: new Set<string>(), dropped: new Set<string>() };
  const changes =
    now.data === applied.data ? unchanged : await difference(run.stack, applied.files, head.files);
  return { waivers, expected: { ...changes, programChanged: now.program !== applied.program } };
}
