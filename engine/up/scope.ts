import type { StackDifference } from "../gate/expectedChanges.ts";
import type { Change } from "../../inventory/changes/change.ts";
import { loadExceptions } from "../../inventory/exceptions/load.ts";
import type { Part } from "../../inventory/part/part.ts";
import type { Digests } from "../workspace/digest.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** At most this many resources are targets of one run; a change of more is a run of everything. */
const MOST_TARGETS = 1000;

/** What a change of the data changes in a stack. The caller provides this: the engine cannot evaluate the program. */
export type Difference = (stack: string, change: Change) => Promise<StackDifference>;

/** What a run looks at. */
export type Scope =
  /** Nothing has changed since the last run, or nothing that makes a resource. */
  | { readonly of: "nothing"; readonly why: string }
  /** The part that the change of the data touches. The engine may change the targets only. */
  | {
      readonly of: "part";
      readonly difference: StackDifference & { readonly part: Part };
      readonly targets: readonly string[];
    }
  | { readonly of: "everything"; readonly why: string; readonly difference?: StackDifference };

/** How a run was asked for. */
export interface ScopeOptions {
  readonly full: boolean;
  readonly recover: boolean;
  /** Whether real plugins stand in place of localcloud's. */
  readonly plugins: boolean;
  /** As `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * Decides what a run looks at: only what the data have changed since the last run, if nothing else can have changed.
 *
 * @param change the change of the data since the last run, or why it is unknown
 */
export async function scopeOf(
  workspace: Workspace,
  now: Digests,
  change: Change | string,
  difference: Difference,
  options: ScopeOptions,
): Promise<Scope> {
  const why = whyEverything(workspace, now, change, options);
  if (typeof change === "string") return { of: "everything", why: why ?? change };
  const isSame = now.data === workspace.applied?.data;
  if (why === undefined && isSame) return { of: "nothing", why: SAME };
  const found = isSame ? NO_DIFFERENCE : await difference(workspace.run.stack, change);
  if (why !== undefined) return { of: "everything", why, difference: found };
  const { part } = found;
  if (part === undefined)
    return { of: "everything", why: "the change may touch everything", difference: found };
  const targets = targetsOf(found);
  if (targets.length === 0) return { of: "nothing", why: "the change of the data touches no resource" };
  if (targets.length > MOST_TARGETS) {
    const touched = `the change touches ${targets.length.toLocaleString("en")} resources`;
    return { of: "everything", why: touched, difference: found };
  }
  return { of: "part", difference: { ...found, part }, targets };
}

const SAME = "data, program and state are as the last run left them";

const NO_DIFFERENCE: StackDifference = {
  created: new Set(),
  updated: new Set(),
  dropped: new Set(),
  lost: new Set(),
  rewired: new Set(),
  registered: new Set(),
  part: undefined,
};

/** Exactly what the change of the data changes: never a component, provider or stack that stays. */
function targetsOf({ created, updated, rewired, dropped }: StackDifference): string[] {
  return [...new Set([...created, ...updated, ...rewired, ...dropped])];
}

/** Why a run must look at everything; undefined if what the last run left is known to be as it was. */
function whyEverything(
  { run, state, applied, unfinished }: Workspace,
  now: Digests,
  change: Change | string,
  { full, recover, plugins, day }: ScopeOptions,
): string | undefined {
  if (full) return "as --full asks";
  if (recover) return "the state is rebuilt";
  if (state === undefined) return "this is the first run";
  if (unfinished !== undefined) return "the run before did not finish";
  if (plugins) return "real plugins look at it";
  if (applied === undefined || typeof change === "string") return undefined;
  if (applied.program !== now.program) return "the program or its configuration has changed";
  if (applied.tools !== now.tools)
    return run.clouds === "real"
      ? "the policies or the engine have changed"
      : "the policies, the engine or localcloud have changed";
  if (applied.state !== state.digest) return "the state is not as the last run left it";
  return expiredSince(applied.day, day) ? "an exception from a policy has expired" : undefined;
}

/** Whether an exception from a policy has expired that was valid on the day of the last run. */
function expiredSince(last: string, day: string): boolean {
  return (loadExceptions().records ?? []).some(({ expires }) => expires >= last && expires < day);
}
