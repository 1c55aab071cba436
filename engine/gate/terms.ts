import { loadData, type Data, type DataFiles } from "../../inventory/data.ts";
import { describeRun } from "./applied.ts";
import type { ExpectedChanges } from "./follows.ts";
import type { Terms } from "./gate.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { guardAgainstShrinking } from "./shrinkGuard.ts";

const UNREADABLE = "the data that it was applied from last are of a format that this program does not read";

/** What a change of the data makes of a stack: the command knows how to evaluate the program, the engine does not. */
export type Difference = (
  stack: string,
  base: DataFiles,
  head: DataFiles,
) => Promise<Omit<ExpectedChanges, "programChanged">>;

/**
 * What a run's preview is held against, from what was applied last. Where that is not known, or the state has gone, only
 * what is lost counts, and `say` is told.
 *
 * @param shrinkGuard whether the data itself must keep to the limits of groups/limits.yaml; throws a `UserError` otherwise
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
  const now = describeRun(run.stack, head.files);
  const unchanged = { created: new Set<string>(), updated: new Set<string>(), dropped: new Set<string>() };
  const changes =
    now.data === applied.data ? unchanged : await difference(run.stack, applied.files, head.files);
  return { waivers, expected: { ...changes, programChanged: now.program !== applied.program } };
}
