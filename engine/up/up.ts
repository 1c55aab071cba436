import { join } from "node:path";
import type { Change } from "../../inventory/changes/change.ts";
import { type Data } from "../../inventory/data.ts";
import type { Part } from "../../inventory/part/part.ts";
import { checkAll } from "../../inventory/check/index.ts";
import { sourcesOf, type DataFiles } from "../../inventory/sources.ts";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";
import { applyWithRetries, type Attempt } from "./retry.ts";
import { changeSince } from "./lastChange.ts";
import { digestsOf, type Digests } from "../workspace/digest.ts";
import { onDiskError } from "../operation/diskFull.ts";
import type { GateInput } from "../gate/gate.ts";
import { guardAgainstShrinking } from "../gate/shrinkGuard.ts";
import { say } from "./runWithGate.ts";
import { exportState, type OperationResult } from "../operation/operation.ts";
import { previewAndAdopt } from "./previewAndAdopt.ts";
import { removalRemedies } from "./removals.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { scopeOf, type Difference, type Scope } from "./scope.ts";
import { summarize } from "./summary.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";
import { verify } from "./verify.ts";
import { writePart } from "../workspace/part.ts";
import { openWorkspace } from "../workspace/index.ts";
import type { ImportIds, Workspace, WorkspaceOptions } from "../workspace/workspace.ts";

export interface UpOptions extends WorkspaceOptions {
  readonly files: DataFiles;
  /** The day on which waivers must be valid, as `YYYY-MM-DD`. */
  readonly day: string;
  /** Returns the checkout's git revision, as `Applied` records it. */
  readonly revision: () => string;
  /** Evaluates the program over both sides of a change and compares the results. */
  readonly difference: Difference;
  /** Look at everything, even where only a part can have changed. */
  readonly full?: boolean;
  /** Where the state is to hold no more than this part of the data: that part. */
  readonly only?: Part | undefined;
  /** Returns the import ids of everything that the stack declares for the data. */
  readonly importIds: (data: Data) => ImportIds;
}

/** How a run differs from a plain `up`. */
export interface RunMode {
  /** Only show what would change. */
  readonly previewOnly?: boolean;
  /** Run like the job for the real clouds: check the change of the data before, and verify the clouds after. */
  readonly deploy?: boolean;
  /** Adopt everything that exists in the clouds but not in the state, not only what an unfinished run created. */
  readonly recover?: boolean;
  /** Called after each `up`; transient errors are retried. */
  readonly attempted?: (attempt: Attempt) => void;
}

/**
 * Applies a stack: checks the data, previews the program, has the gate judge the preview, and runs `up` with the same
 * program and data. Adopts what an earlier run created but could not record. Returns the summary; progress goes to
 * standard error.
 *
 * Throws a `UserError` for invalid data or a problem with the machine, for a change that is refused, and for a failed
 * `up`. Whatever a failed `up` has done stays recorded, or the next run adopts it.
 */
export async function up(
  options: UpOptions,
  { previewOnly = false, deploy = false, recover = false, attempted }: RunMode = {},
): Promise<string> {
  const { data, diagnostics } = checkAll(sourcesOf(options.files), { scope: "stacks" });
  if (diagnostics.length > 0) say(formatDiagnostics(diagnostics));
  if (data === undefined)
    throw new UserError("Nothing was changed: fix the data and run this again.", EXIT.badData);

  const workspace = await openWorkspace(options, say);
  const { run, state } = workspace;
  try {
    const now = digestsOf(run.stack, options.files, run.pulumi.version);
    const applying = { ...now, revision: options.revision(), day: options.day };
    if (!previewOnly) mustBeRevision(run, applying.revision);
    const change = changeSince(workspace, data);
    if (deploy) guard(workspace, change, options.day);
    const scope = await scopeOf(workspace, now, change, options.difference, {
      full: options.full ?? false,
      recover,
      plugins: Object.keys(options.plugins ?? {}).length > 0,
      day: options.day,
    });
    if (scope.of !== "nothing") refuseLosses(scope.difference?.lost);
    const summary = { run, state, scope, previewOnly };
    if (scope.of === "nothing") {
      if (!previewOnly) await workspace.end(applying, options.files);
      return summarize({ ...summary, changed: [], operations: {} });
    }
    const scoped = withScope(workspace, scope, options.only);
    const importIds = options.importIds(data);
    // The run after an interrupted recovery has to finish it.
    const recovering = recover || workspace.unfinished?.recovering === true;
    const terms = { waivers: data.limits.waivers, ...expectedOf(workspace, now, scope, recovering) };
    const { preview, adopted, missing } = await previewAndAdopt(scoped, workspace, importIds, recover, terms);
    const operations: Record<string, OperationResult> = { preview: preview.result };
    if (deploy && state) await exportState(run, exportFile(run, "before"));
    // A change that the preview does not list, such as one of options or outputs, must still reach the state.
    const pending = workspace.unfinished !== undefined || !isSame(workspace.applied, now);
    if (!previewOnly && (preview.tally.changed.length > 0 || pending)) {
      if (!isSame(digestsOf(run.stack, options.files, run.pulumi.version), now)) {
        throw new UserError(
          "The data or the program changed while it was being previewed. Nothing was applied; run this again.",
        );
      }
      workspace.begin({ creating: [...adopted.keys(), ...missing], recovering });
      // Resources that this run is to create and that do not exist yet: any that exists later was created by this run.
      const candidates = preview.tally.changed.filter(({ urn }) => missing.includes(urn));
      const created = (urns: readonly string[]) =>
        workspace.existing(
          candidates.filter(({ urn }) => urns.includes(urn)),
          importIds,
        );
      operations.up = await applyWithRetries(scoped, preview.tally, adopted, created, attempted);
    }
    if (deploy) {
      await exportState(run, exportFile(run, "after"));
      const verified = await verify(scoped, preview.tally);
      if (verified !== undefined) operations.verify = verified;
    }
    if (!previewOnly) await workspace.end(applying, options.files);
    return summarize({ ...summary, changed: preview.tally.changed, operations });
  } catch (error) {
    throw onDiskError(error);
  } finally {
    workspace.close();
  }
}

/** The run, limited to what it looks at. */
function withScope({ run, state }: Workspace, scope: Scope, only: Part | undefined): RunContext {
  const part = scope.of === "part" ? scope.difference.part : only;
  if (part !== undefined) writePart(run.partFile, { part, outputs: state?.outputs ?? {} });
  return scope.of === "part" ? { ...run, targets: scope.targets } : run;
}

/** Refuses the removal of what is protected, as the engine would, before it starts. */
function refuseLosses(lost: ReadonlySet<string> = new Set()): void {
  if (lost.size === 0) return;
  throw new UserError([...removalRemedies([...lost]), "Nothing was changed."].join("\n"), EXIT.failed);
}

/** What the gate expects of the preview. */
function expectedOf(
  { applied }: Workspace,
  now: Digests,
  scope: Exclude<Scope, { of: "nothing" }>,
  recovering: boolean,
): Pick<GateInput, "expected" | "part"> {
  const { difference } = scope;
  // What a lost state leads the engine to create and adopt does not follow from a change of the data.
  if (difference === undefined || recovering) return { expected: undefined };
  const programChanged = applied?.program !== now.program;
  return {
    expected: { ...difference, programChanged },
    part: scope.of === "part" ? difference : undefined,
  };
}

/** Enforces the limits on a change of the data, before any engine starts; says so where the change is not known. */
function guard({ run, state, applied }: Workspace, change: Change | string, day: string): void {
  if (typeof change !== "string")
    guardAgainstShrinking(change.base, change.head, applied?.revision ?? "", day);
  else if (state) say(`${run.stack}: ${change}; the gate looks only at what would be lost`);
}

/** Whether two runs have the same data and the same program. */
function isSame(one: Pick<Digests, "data" | "program"> | undefined, other: Digests): boolean {
  return one?.data === other.data && one.program === other.program;
}

/** Real clouds get only commits, which people can look up, and whose data the next run can find. */
function mustBeRevision({ clouds, stack }: RunContext, revision: string): void {
  if (clouds !== "real" || /^[0-9a-f]{40}$/.test(revision)) return;
  throw new UserError(
    `Only a revision is applied to the real clouds, and this ${revision === "" ? "is no git checkout" : "checkout has changes of its own"}.\n` +
      `    Commit them, or look with \`bin/infra preview ${stack} --clouds real\`. Nothing was changed.`,
    EXIT.refused,
  );
}

function exportFile(run: RunContext, when: "before" | "after"): string {
  return join(run.folders.exports, `${run.stack}-${when}.json`);
}
