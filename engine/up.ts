import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadData, type Data } from "../inventory/data.ts";
import { formatDiagnostics } from "../inventory/format.ts";
import { counted } from "../inventory/wording.ts";
import { existingAlready, writeAdoptions, type ImportIds } from "./adoption.ts";
import { applyPatiently, type Attempt } from "./apply.ts";
import { digestsOf, type Digests } from "./digest.ts";
import { findPulumi } from "./find.ts";
import { describeRun, writeApplied } from "./gate/applied.ts";
import type { Terms } from "./gate/gate.ts";
import { termsOf, type Difference } from "./gate/terms.ts";
import { checkStack, prepareLocalRun, type LocalRun, type LocalRunOptions } from "./localRun.ts";
import { failed, operate, say, type Operated } from "./operate.ts";
import { clearPendingOperations, exportState, initStack, type OperationResult } from "./operation.ts";
import { readRunRecord, writeRunRecord, type RunRecord } from "./runRecord.ts";
import { pendingCreations, stateFile } from "./stateFile.ts";
import { openStateFolder } from "./stateFolder.ts";
import { summarize } from "./summary.ts";
import type { Tally } from "./tally.ts";
import { EXIT, UserError } from "./userError.ts";

/** So many changed resources at most are looked at one by one afterwards; beyond that, all of the stack is. */
const MOST_TARGETS = 500;

export interface UpOptions extends LocalRunOptions {
  /** Evaluates the program over two sets of data. */
  readonly difference: Difference;
  /** Import ids of everything that the stack declares over these data. */
  readonly importIds: (data: Data) => ImportIds;
}

/** How a run differs from a plain `up`. */
export interface RunMode {
  /** Shows what would change, and changes nothing. */
  readonly previewOnly?: boolean;
  /** As the job does it that applies to the real clouds: the data is guarded before, the clouds are looked at after. */
  readonly deploy?: boolean;
  /** Adopts whatever exists in the clouds and not in the state, not only what an unfinished run of ours has made. */
  readonly recover?: boolean;
  /** Is told of each `up` when it has ended: what failed and passes by itself is tried again. */
  readonly attempted?: (attempt: Attempt) => void;
}

/**
 * Applies a stack to localcloud: checks the data, previews the program, has the gate judge the preview, and runs `up` on
 * the same program and data. What a run before has made and could not record is adopted. Gives the summary; progress goes
 * to standard error.
 *
 * Throws a `UserError` for mistakes in the data or the machine, for a change that is refused, and for a failed `up`,
 * after which everything that had been done stays recorded, or is adopted by the next run.
 */
export async function up(
  options: UpOptions,
  { previewOnly = false, deploy = false, recover = false, attempted }: RunMode = {},
): Promise<string> {
  checkStack(options.stack);
  const { data, diagnostics } = loadData(options.files);
  if (diagnostics.length > 0) say(formatDiagnostics(diagnostics));
  if (data === undefined)
    throw new UserError("Nothing was changed: mend the data and run this again.", EXIT.badData);

  const close = openStateFolder(options.stateFolder, say);
  try {
    const run = await prepareLocalRun(options, await findPulumi(say));
    const hasState = existsSync(stateFile(run));
    const record = await openState(run);
    const applying = describeRun(run.stack, options.files);
    const digest = joined(applying);
    const importIds = options.importIds(data);
    const known = { hasState, shrinkGuard: deploy };
    const terms = await termsOf(run, { data, files: options.files }, options.difference, known, say);
    // What is lost and what is adopted in its place follows from no change of the data.
    const judged = recover ? { ...terms, expected: undefined } : terms;
    const { preview, adopted, missing } = await previewAndAdopt(run, record, importIds, recover, judged);
    const operations: Record<string, OperationResult> = { preview: preview.result };
    if (deploy && hasState) await exportState(run, exportFile(run, "before"));
    // A change that the preview does not list, such as one of options or outputs, still has to reach the state.
    if (!previewOnly && (preview.tally.changed.length > 0 || record.applied !== digest)) {
      if (joined(digestsOf(run.stack, options.files)) !== digest) {
        throw new UserError(
          "The data or the program changed while it was being previewed. Nothing was applied; run this again.",
        );
      }
      const unfinished = { since: new Date().toISOString(), creating: [...adopted.keys(), ...missing] };
      writeRunRecord(run.folders.records, run.stack, { unfinished });
      // What the run is to create and did not exist: what of it exists later was made by us.
      const candidates = preview.tally.changed.filter(({ urn }) => missing.includes(urn));
      const created = (urns: readonly string[]) =>
        existingAlready(
          run.folders.cloud,
          candidates.filter(({ urn }) => urns.includes(urn)),
          importIds,
        );
      operations.up = await applyPatiently(run, preview.tally, adopted, created, attempted);
      writeRunRecord(run.folders.records, run.stack, { applied: digest });
    }
    if (deploy) {
      await exportState(run, exportFile(run, "after"));
      operations.verify = await verify(run, preview.tally);
    }
    if (!previewOnly) writeApplied(run.folders.applied, run.stack, options.files, applying);
    return summarize({ stack: run.stack, preview: preview.tally, operations, previewOnly });
  } finally {
    close();
  }
}

/** One text that changes whenever the data or the program does. */
function joined({ data, program }: Digests): string {
  return `${data} ${program}`;
}

/**
 * Makes sure that the stack has a state that can be used, and gives the record of the runs before. Creations that a
 * killed engine had begun move from the state into the record: the engine itself would warn of them for ever.
 */
async function openState(run: LocalRun): Promise<RunRecord> {
  const record = readRunRecord(run.folders.records, run.stack);
  if (!existsSync(stateFile(run))) {
    await initStack(run);
    return record;
  }
  const begun = pendingCreations(stateFile(run), run.stack);
  if (begun.length === 0) return record;
  const { since = new Date().toISOString(), creating = [] } = record.unfinished ?? {};
  const unfinished = { since, creating: [...new Set([...creating, ...begun])] };
  writeRunRecord(run.folders.records, run.stack, { unfinished });
  await clearPendingOperations(run);
  return { unfinished };
}

/** Previews; where something is to be adopted, a second time, so that the result is what `up` will do. */
async function previewAndAdopt(
  run: LocalRun,
  record: RunRecord,
  importIds: ImportIds,
  recover: boolean,
  terms: Terms,
) {
  const first = await previewed(run, terms);
  const existing = existingAlready(run.folders.cloud, first.tally.changed, importIds);
  const ours = new Set(record.unfinished?.creating);
  const adopted = new Map([...existing].filter(([urn]) => recover || ours.has(urn)));
  const created = first.tally.changed.filter(({ change }) => change === "create");
  const missing = created.map(({ urn }) => urn).filter((urn) => !existing.has(urn));
  if (record.unfinished) say(`${run.stack}: the run of ${record.unfinished.since} did not end well`);
  if (adopted.size === 0) return { preview: first, adopted, missing };
  const exist = adopted.size === 1 ? "exists" : "exist";
  say(
    `${run.stack}: ${counted(adopted.size, "resource")} ${exist} in localcloud and not in the state: adopting`,
  );
  writeAdoptions(run.adoptFile, adopted);
  return { preview: await previewed(run, terms), adopted, missing };
}

/** Previews, and throws a `UserError` when that fails or the gate refuses what it shows. */
async function previewed(run: LocalRun, terms: Terms): Promise<Operated> {
  const preview = await operate(run, "preview");
  preview.gate.refuseViolations();
  if (preview.result.exitCode !== 0) throw failed(run, "preview", preview);
  // What the engine only drops, the program has not registered.
  const dropped = preview.tally.changed.filter(({ change }) => change === "delete" || change === "forget");
  preview.gate.refuse(preview.tally.finished - dropped.length, terms);
  return preview;
}

/**
 * Looks at the clouds whether they are as the state says, over what has changed. Throws a `UserError` where they are not:
 * the next run would find changes that nobody has asked for.
 */
async function verify(run: LocalRun, { changed }: Tally): Promise<OperationResult> {
  const touched = changed.filter(({ change }) => change !== "delete" && change !== "forget");
  const targets = touched.length <= MOST_TARGETS ? touched.flatMap(({ urn }) => ["--target", urn]) : [];
  const looked = await operate(run, "preview", undefined, ["--refresh", ...targets]);
  if (looked.result.exitCode !== 0) throw failed(run, "preview", looked);
  if (looked.tally.changed.length === 0) return looked.result;
  const differing = looked.tally.changed.map(
    ({ kind, name, properties }) => `  ${kind} ${name}: ${properties.join(", ")}`,
  );
  throw new UserError(
    ["Everything was applied, but the clouds do not have it so:", ...differing].join("\n"),
    EXIT.unexpected,
  );
}

function exportFile(run: LocalRun, when: "before" | "after"): string {
  return join(run.folders.exports, `${run.stack}-${when}.json`);
}
