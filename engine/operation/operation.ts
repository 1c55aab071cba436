import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { unsaid } from "./diskFull.ts";
import { followEvents } from "./followEvents.ts";
import { fromRoot } from "../../boot/root.ts";
import { watchMemory } from "./memory.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { EXIT, UserError } from "../../terminal/userError.ts";

/** How one engine operation ended. */
export interface OperationResult {
  /** Null when the engine was killed. Without checkpoints it has then not written its state. */
  readonly exitCode: number | null;
  /** Whether this process was interrupted, as by Ctrl-C. The engine then ends its steps and writes its state. */
  readonly interrupted: boolean;
  /** What the CLI printed besides its events: errors that no event reports. */
  readonly output: string;
  /** In seconds. */
  readonly duration: number;
  /** The peak memory of the engine, the program and the plugins together, in bytes; undefined except on Linux. */
  readonly peakMemory: number | undefined;
}

/**
 * Whether an operation succeeded and nobody interrupted it. Somebody who interrupts a preview wants no `up` after it, even
 * if the engine had just finished.
 */
export function endedWell({
  exitCode,
  interrupted,
}: Pick<OperationResult, "exitCode" | "interrupted">): boolean {
  return exitCode === 0 && !interrupted;
}

/**
 * Runs `pulumi preview` or `pulumi up` and calls `onEvent` for each engine event as it arrives. `up` skips the CLI's
 * own preview, since the runner has already made and judged one, and continues with everything that does not depend on
 * a failed resource. Never throws for a failed operation.
 */
export async function spawnPulumi(
  run: RunContext,
  operation: "preview" | "up",
  onEvent: (event: EngineEvent) => void,
  flags: readonly string[] = [],
): Promise<OperationResult> {
  // Without targets, the engine would delete whatever a run of a part does not register.
  if (run.targets?.length === 0) throw new Error("a run of a part needs targets");
  const started = performance.now();
  const args = [
    operation,
    "--stack",
    run.stack,
    "--config-file",
    run.configFile,
    "--json",
    "--suppress-progress",
    ...(run.targets ?? []).flatMap((urn) => ["--target", urn]),
    ...flags,
  ];
  if (operation === "up") args.push("--yes", "--skip-preview", "--continue-on-error");
  const pulumi = startPulumi(run, args, operation);
  const memory = watchMemory(pulumi.pid);
  const events = followEvents(pulumi.stdout, onEvent);
  const { exitCode, interrupted } = await pulumi.ended;
  const rest = await events.end();
  const printed = rest + readFileSync(pulumi.stderr, "utf8");
  const output = exitCode === 0 ? printed : printed + unsaid(run.folders.logs);
  const duration = (performance.now() - started) / 1000;
  return { exitCode, interrupted, output, duration, peakMemory: memory.end() };
}

/** Creates the stack in the backend unless it exists; its configuration is the run's working copy. */
export async function initStack(run: RunContext): Promise<void> {
  const { exitCode, stderr } = await runCommand(run, ["stack", "init"]);
  if (exitCode !== 0 && !stderr.includes("already exists")) throw new UserError(stderr);
}

/** Exports a stack's state to a file. Throws a `UserError` when the state cannot be read. */
export async function exportState(run: RunContext, file: string): Promise<void> {
  await moveState(run, "export", file);
}

/** Clears the pending operations that a killed engine left: the CLI drops them when it imports a state. */
export async function clearPendingOperations(run: RunContext): Promise<void> {
  const file = join(run.folders.config, "state.json");
  await moveState(run, "export", file);
  await moveState(run, "import", file);
}

async function moveState(run: RunContext, verb: "export" | "import", file: string): Promise<void> {
  const { exitCode, stderr } = await runCommand(run, ["stack", verb, "--file", file]);
  if (exitCode !== 0) throw new UserError(stderr);
}

/**
 * Runs a CLI command that concerns the run's stack but not the program. Returns its exit code and what it printed. Throws
 * a `UserError` when it is interrupted.
 */
export async function runCommand(
  run: RunContext,
  args: readonly string[],
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const inPlace = [...args, "--stack", run.stack, "--cwd", run.folders.config];
  const command = startPulumi(run, inPlace, args.slice(0, 2).join("-"));
  const { exitCode, interrupted } = await command.ended;
  if (interrupted) throw new UserError("Interrupted.", EXIT.interrupted);
  const printed = (file: string) => readFileSync(file, "utf8").trim();
  return { exitCode, stdout: printed(command.stdout), stderr: printed(command.stderr) };
}

/**
 * Starts the CLI in the project's root. Its output goes to files rather than pipes, so that the engine finishes its
 * step and writes its state even when this process is killed.
 */
function startPulumi(run: RunContext, args: readonly string[], logName: string) {
  const stdout = join(run.folders.logs, `${logName}.jsonl`);
  const stderr = join(run.folders.logs, `${logName}.stderr`);
  const files = [openSync(stdout, "w"), openSync(stderr, "w")] as const;
  const child = spawn(run.pulumi.path, [...args, "--non-interactive", "--color", "never"], {
    cwd: fromRoot("."),
    env: run.env,
    stdio: ["ignore", ...files],
    // Kept out of the terminal's process group, so that the engine receives an interrupt once, from this process.
    detached: true,
  });
  for (const file of files) closeSync(file);
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    child.kill("SIGINT");
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const ended = new Promise<{ exitCode: number | null; interrupted: boolean }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, interrupted }));
  }).finally(() => process.off("SIGINT", interrupt).off("SIGTERM", interrupt));
  return { pid: child.pid ?? 0, ended, stdout, stderr };
}
