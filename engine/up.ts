import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ORGS_FILE, buildsFolder, loadData, type DataFiles } from "../inventory/data.ts";
import { formatDiagnostics } from "../inventory/format.ts";
import { PROJECT, fromRoot } from "../inventory/root.ts";
import { explainFailure, onlyWaitsForGroups } from "./explain.ts";
import { findPulumi } from "./find.ts";
import { describeRun, writeApplied } from "./gate/applied.ts";
import { Gate, type Terms } from "./gate/gate.ts";
import { termsOf, type Difference } from "./gate/terms.ts";
import { checkStack, prepareLocalRun, type LocalRun, type LocalRunOptions } from "./localRun.ts";
import { exportState, initStack, runOperation, type OperationResult } from "./operation.ts";
import { startProgress } from "./progress.ts";
import { openStateFolder } from "./stateFolder.ts";
import { summarize } from "./summary.ts";
import { Tally } from "./tally.ts";
import { EXIT, UserError } from "./userError.ts";

/** How often `up` is repeated at most for groups that are not visible yet, and after how many seconds. */
const MAX_REPEATS = 3;
const REPEAT_DELAY = 15;

/** So many changed resources at most are looked at one by one afterwards; beyond that, all of the stack is. */
const MOST_TARGETS = 500;

export interface UpOptions extends LocalRunOptions {
  /** Evaluates the program over two sets of data. */
  readonly difference: Difference;
}

/** How a run differs from a plain `up`. */
export interface RunMode {
  /** Shows what would change, and changes nothing. */
  readonly previewOnly?: boolean;
  /** As the job does it that applies to the real clouds: the data is guarded before, the clouds are looked at after. */
  readonly deploy?: boolean;
}

/**
 * Applies a stack to localcloud: checks the data, previews the program, has the gate judge the preview, and runs `up` on
 * the same program and data. Gives the summary; progress goes to standard error.
 *
 * Throws a `UserError` for mistakes in the data or the machine, for a change that is refused, and for a failed `up`,
 * after which everything that had been done stays recorded.
 */
export async function up(
  options: UpOptions,
  { previewOnly = false, deploy = false }: RunMode = {},
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
    if (hasState) checkState(stateFile(run));
    else await initStack(run);
    const digest = digestOf(options.files);
    const applying = describeRun(run.stack, options.files);
    const known = { hasState, shrinkGuard: deploy };
    const terms = await termsOf(run, { data, files: options.files }, options.difference, known, say);
    const preview = await previewed(run, terms);
    const operations: Record<string, OperationResult> = { preview: preview.result };
    if (deploy && hasState) await exportState(run, exportFile(run, "before"));
    for (const warning of preview.tally.warnings) say(`warning: ${warning}`);
    if (!previewOnly && preview.tally.changed.length > 0) {
      if (digestOf(options.files) !== digest) {
        throw new UserError(
          "The data changed while it was being previewed. Nothing was applied; run this again.",
        );
      }
      operations.up = await applyPatiently(run, preview.tally);
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

/** Previews, and throws a `UserError` when that fails or the gate refuses what it shows. */
async function previewed(run: LocalRun, terms: Terms): Promise<Operated> {
  const preview = await operate(run, "preview");
  preview.gate.refuseViolations();
  if (preview.result.exitCode !== 0) throw failed("preview", preview);
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
  const { tally, result } = await operate(run, "preview", undefined, ["--refresh", ...targets]);
  if (result.exitCode !== 0) throw failed("preview", { tally, result });
  if (tally.changed.length === 0) return result;
  const differing = tally.changed.map(
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

/** Runs `up`, and again while all that is missing is that new groups become visible. Throws a `UserError` otherwise. */
async function applyPatiently(run: LocalRun, previewed: Tally): Promise<OperationResult> {
  for (let repeats = 0; ; repeats += 1) {
    const applied = await operate(run, "up", previewed);
    if (applied.result.exitCode === 0) return applied.result;
    if (repeats === MAX_REPEATS || !onlyWaitsForGroups(applied.tally)) throw failed("up", applied);
    say(
      `${run.stack}: new groups are not visible yet; up again in ${REPEAT_DELAY} s (${repeats + 1} of ${MAX_REPEATS})`,
    );
    await delay(REPEAT_DELAY * 1000);
  }
}

interface Operated {
  readonly tally: Tally;
  readonly gate: Gate;
  readonly result: OperationResult;
}

/** Runs one operation to its end and shows how it gets on. */
async function operate(
  run: LocalRun,
  operation: "preview" | "up",
  previewed?: Tally,
  flags: readonly string[] = [],
): Promise<Operated> {
  const tally = new Tally();
  const gate = new Gate();
  const total = previewed && previewed.unchanged + previewed.changed.length;
  const progress = startProgress(process.stderr, `${run.stack}: ${operation}`, total);
  const result = await runOperation(
    run,
    operation,
    (event) => {
      tally.add(event);
      gate.add(event);
      progress.step(tally.finished);
    },
    flags,
  ).finally(() => progress.end());
  return { tally, gate, result };
}

function failed(
  operation: "preview" | "up",
  { tally, result }: Pick<Operated, "tally" | "result">,
): UserError {
  return new UserError(explainFailure(operation, tally, result.output, result.exitCode === null));
}

/** A disk that fills up while the engine writes leaves half a file; it keeps the one before beside it. */
function checkState(file: string): void {
  try {
    JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new UserError(
      `The state ${file} is damaged: copy ${file}.bak over it, which is the state before the last run, or clear the ` +
        "local state with `make down`. Nothing was changed.",
    );
  }
}

function stateFile(run: LocalRun): string {
  return join(run.folders.backend, ".pulumi", "stacks", PROJECT, `${run.stack}.json`);
}

/** Changes whenever the content of a data file does. */
function digestOf({ infraFile, ...folders }: DataFiles): string {
  const hash = createHash("sha256");
  const builds = buildsFolder(infraFile);
  const read = [...Object.values(folders), ...(existsSync(fromRoot(builds)) ? [builds] : [])];
  const inFolders = read.flatMap((folder) => filesBelow(fromRoot(folder)));
  for (const file of [fromRoot(infraFile), fromRoot(ORGS_FILE), ...inFolders])
    hash.update(file).update(readFileSync(file, "utf8"));
  return hash.digest("hex");
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
