import { join } from "node:path";
import { type Data } from "../../inventory/data.ts";
import { checkAll } from "../../inventory/check/index.ts";
import { sourcesOf, type DataFiles } from "../../inventory/sources.ts";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";
import { counted } from "../../terminal/wording.ts";
import { absentAdoptions, writeAdoptions } from "../workspace/adoption.ts";
import { applyWithRetries, type Attempt } from "./retry.ts";
import { digestsOf, type Digests } from "../workspace/digest.ts";
import { onDiskError } from "../operation/diskFull.ts";
import type { GateInput } from "../gate/gate.ts";
import { gateInputOf, type Difference } from "../gate/gateInput.ts";
import { failed, runWithGate, say, type GatedOperation } from "./runWithGate.ts";
import { endedWell, exportState, type OperationResult } from "../operation/operation.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { summarize } from "./summary.ts";
import type { OperationSummary } from "../operation/summary.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";
import { openWorkspace } from "../workspace/index.ts";
import type { ImportIds, Workspace, WorkspaceOptions } from "../workspace/workspace.ts";

/** Up to this many changed resources are verified individually afterwards; beyond that, the whole stack is. */
const MOST_TARGETS = 500;

export interface UpOptions extends WorkspaceOptions {
  readonly files: DataFiles;
  /** The day on which waivers must be valid, as `YYYY-MM-DD`. */
  readonly day: string;
  /** Returns the checkout's git revision, as `Applied` records it. */
  readonly revision: () => string;
  /** Evaluates the program over two sets of data and compares the results. */
  readonly difference: Difference;
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
  const { run, hasState } = workspace;
  try {
    const applying = { ...digestsOf(run.stack, options.files), revision: options.revision() };
    if (!previewOnly) mustBeRevision(run, applying.revision);
    const importIds = options.importIds(data);
    const { files, day } = options;
    const terms = await gateInputOf(workspace, { data, files, day }, options.difference, deploy, say);
    // What a lost state leads the engine to create and adopt does not follow from a change of the data. The run after an
    // interrupted recovery has to finish it.
    const recovering = recover || workspace.unfinished?.recovering === true;
    const judged = recovering ? { ...terms, expected: undefined } : terms;
    const { preview, adopted, missing } = await previewAndAdopt(workspace, importIds, recover, judged);
    const operations: Record<string, OperationResult> = { preview: preview.result };
    if (deploy && hasState) await exportState(run, exportFile(run, "before"));
    // A change that the preview does not list, such as one of options or outputs, must still reach the state.
    const pending = workspace.unfinished !== undefined || !isSame(workspace.applied, applying);
    if (!previewOnly && (preview.tally.changed.length > 0 || pending)) {
      if (!isSame(digestsOf(run.stack, options.files), applying)) {
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
      operations.up = await applyWithRetries(run, preview.tally, adopted, created, attempted);
    }
    if (deploy) {
      await exportState(run, exportFile(run, "after"));
      operations.verify = await verify(run, preview.tally);
    }
    if (!previewOnly) await workspace.end(applying, options.files);
    return summarize({ run, preview: preview.tally, operations, previewOnly });
  } catch (error) {
    throw onDiskError(error);
  } finally {
    workspace.close();
  }
}

/** Whether two runs have the same data and the same program. */
function isSame(one: Digests | undefined, other: Digests): boolean {
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

/** Previews, and previews again if there is anything to adopt, so that the result is what `up` will do. */
async function previewAndAdopt(
  { run, unfinished, existing: look }: Workspace,
  importIds: ImportIds,
  recover: boolean,
  terms: GateInput,
) {
  const first = await previewed(run, terms);
  const existing = look(first.tally.changed, importIds);
  const ours = new Set(unfinished?.creating);
  const wanted = new Map([...existing].filter(([urn]) => recover || ours.has(urn)));
  const created = first.tally.changed.filter(({ change }) => change === "create");
  const missing = created.map(({ urn }) => urn).filter((urn) => !existing.has(urn));
  if (unfinished) {
    const which = unfinished.since === undefined ? "an earlier run" : `the run of ${unfinished.since}`;
    say(`${run.stack}: ${which} did not finish`);
  }
  if (wanted.size === 0) return { preview: first, adopted: wanted, missing };
  const { preview, adopted } = await previewAdopting(run, wanted, terms);
  const absent = [...wanted.keys()].filter((urn) => !adopted.has(urn));
  if (adopted.size > 0) {
    const exist = adopted.size === 1 ? "exists" : "exist";
    const where = run.clouds === "real" ? "the clouds" : "localcloud";
    say(
      `${run.stack}: ${counted(adopted.size, "resource")} ${exist} in ${where} and not in the state: adopting`,
    );
  }
  return { preview, adopted, missing: [...missing, ...absent] };
}

/** Previews with the adoptions, dropping those of resources that turn out not to exist. */
async function previewAdopting(run: RunContext, wanted: ReadonlyMap<string, string>, terms: GateInput) {
  let adopted = wanted;
  for (;;) {
    writeAdoptions(run.adoptFile, adopted);
    const preview = await runWithGate(run, "preview");
    const absent = absentAdoptions(preview.tally, adopted);
    if (absent.length === 0 || preview.result.interrupted)
      return { preview: judge(run, preview, terms), adopted };
    adopted = new Map([...adopted].filter(([urn]) => !absent.includes(urn)));
  }
}

/** Previews. Throws a `UserError` when the preview fails or the gate refuses it. */
async function previewed(run: RunContext, terms: GateInput): Promise<GatedOperation> {
  return judge(run, await runWithGate(run, "preview"), terms);
}

function judge(run: RunContext, preview: GatedOperation, terms: GateInput): GatedOperation {
  preview.gate.refuseViolations();
  if (!endedWell(preview.result)) throw failed(run, "preview", preview);
  // The program does not register the resources that the engine deletes or forgets.
  const dropped = preview.tally.changed.filter(({ change }) => change === "delete" || change === "forget");
  preview.gate.refuse(preview.tally.finished - dropped.length, terms);
  return preview;
}

/**
 * Verifies that the clouds match the state for everything that changed. Throws a `UserError` if they do not: the next
 * run would find changes that nobody asked for.
 */
async function verify(run: RunContext, { changed }: OperationSummary): Promise<OperationResult> {
  const touched = changed.filter(({ change }) => change !== "delete" && change !== "forget");
  const targets = touched.length <= MOST_TARGETS ? touched.flatMap(({ urn }) => ["--target", urn]) : [];
  const looked = await runWithGate(run, "preview", undefined, ["--refresh", ...targets]);
  if (!endedWell(looked.result)) throw failed(run, "verify", looked);
  if (looked.tally.changed.length === 0) return looked.result;
  const differing = looked.tally.changed.map(
    ({ kind, name, properties }) => `  ${kind} ${name}: ${properties.join(", ")}`,
  );
  throw new UserError(
    ["Everything was applied, but the clouds differ:", ...differing].join("\n"),
    EXIT.unexpected,
  );
}

function exportFile(run: RunContext, when: "before" | "after"): string {
  return join(run.folders.exports, `${run.stack}-${when}.json`);
}
