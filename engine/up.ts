import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ORGS_FILE, buildsFolder, loadData, type DataFiles } from "../inventory/data.ts";
import { formatDiagnostics } from "../inventory/format.ts";
import { PROJECT, fromRoot } from "../inventory/root.ts";
import { explainFailure, onlyWaitsForGroups } from "./explain.ts";
import { findPulumi } from "./find.ts";
import { PolicyEvents } from "./gate/policyEvents.ts";
import { checkStack, prepareLocalRun, type LocalRun, type LocalRunOptions } from "./localRun.ts";
import { initStack, runOperation, type OperationResult } from "./operation.ts";
import { startProgress } from "./progress.ts";
import { openStateFolder } from "./stateFolder.ts";
import { summarize } from "./summary.ts";
import { Tally } from "./tally.ts";
import { EXIT, UserError } from "./userError.ts";

/** How often `up` is repeated at most for groups that are not visible yet, and after how many seconds. */
const MAX_REPEATS = 3;
const REPEAT_DELAY = 15;

/**
 * Applies a stack to localcloud: checks the data, previews the program, judges the preview, and runs `up` on the same
 * program and data. Gives the summary; progress goes to standard error.
 *
 * Throws a `UserError` for mistakes in the data or the machine, for a change that is refused, and for a failed `up`,
 * after which everything that had been done stays recorded.
 */
export async function up(options: LocalRunOptions, { previewOnly = false } = {}): Promise<string> {
  checkStack(options.stack);
  const { data, diagnostics } = loadData(options.files);
  if (diagnostics.length > 0) say(formatDiagnostics(diagnostics));
  if (data === undefined)
    throw new UserError("Nothing was changed: mend the data and run this again.", EXIT.badData);

  const close = openStateFolder(options.stateFolder, say);
  try {
    const run = await prepareLocalRun(options, await findPulumi(say));
    if (existsSync(stateFile(run))) checkState(stateFile(run));
    else await initStack(run);
    const digest = digestOf(options.files);
    const preview = await operate(run, "preview");
    refuseViolations(preview);
    if (preview.result.exitCode !== 0) throw failed("preview", preview);
    const operations: Record<string, OperationResult> = { preview: preview.result };
    if (!previewOnly && preview.tally.changed.length > 0) {
      if (digestOf(options.files) !== digest) {
        throw new UserError(
          "The data changed while it was being previewed. Nothing was applied; run this again.",
        );
      }
      operations.up = await applyPatiently(run, preview.tally);
    }
    return summarize({ stack: run.stack, preview: preview.tally, operations, previewOnly });
  } finally {
    close();
  }
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

/** Refuses what breaks a rule of policy/, and what the pack has not judged. */
function refuseViolations({ policy, tally, result }: Operated): void {
  const { violations } = policy;
  if (violations.length > 0) {
    const count = violations.length === 1 ? "A rule" : `${violations.length} rules`;
    const verb = violations.length === 1 ? "is" : "are";
    throw new UserError(
      [...violations, `${count} of policy/ ${verb} broken. Nothing was changed.`].join("\n"),
      EXIT.policy,
    );
  }
  // What the engine only drops, the program has not registered.
  const dropped = tally.changed.filter(({ change }) => change === "delete" || change === "forget").length;
  if (result.exitCode === 0 && !policy.hasJudged(tally.finished - dropped)) {
    throw new UserError("The policy pack has not judged every resource. Nothing was changed.", EXIT.policy);
  }
}

interface Operated {
  readonly tally: Tally;
  readonly policy: PolicyEvents;
  readonly result: OperationResult;
}

/** Runs one operation to its end and shows how it gets on. */
async function operate(run: LocalRun, operation: "preview" | "up", previewed?: Tally): Promise<Operated> {
  const tally = new Tally();
  const policy = new PolicyEvents();
  const total = previewed && previewed.unchanged + previewed.changed.length;
  const progress = startProgress(process.stderr, `${run.stack}: ${operation}`, total);
  const result = await runOperation(run, operation, (event) => {
    tally.add(event);
    policy.add(event);
    progress.step(tally.finished);
  }).finally(() => progress.end());
  return { tally, policy, result };
}

function failed(operation: "preview" | "up", { tally, result }: Operated): UserError {
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
