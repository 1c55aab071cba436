import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { fromRoot } from "../../boot/root.ts";

/** The cost of child processes. */
export interface Cost {
  /** CPU time of the processes and of all that they waited for, in seconds; wall-clock time where there is no /proc. */
  readonly cpu: number;
  /** In seconds. */
  readonly wall: number;
}

/** The output and cost of one run of a command. */
export interface Run extends Cost {
  readonly stdout: string;
  readonly stderr: string;
}

/** Clock ticks per second in /proc: 100 on every Linux that Node.js runs on (getconf CLK_TCK). */
const TICKS = 100;

/**
 * Runs Node.js to completion, one process at a time. Other load on the machine lengthens wall-clock time but hardly
 * affects CPU time, which is therefore what the budgets compare.
 *
 * @throws Error with the output when the process fails.
 */
export async function runNode(args: readonly string[]): Promise<Run> {
  let [stdout, stderr] = ["", ""];
  const cost = await costOf(async () => {
    const child = spawn(process.execPath, args, { cwd: fromRoot("."), stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((resolve) => child.once("close", resolve));
    if (code !== 0) throw new Error(`${args.join(" ")} failed:\n${stderr}${stdout}`);
  });
  return { ...cost, stdout, stderr };
}

/** Measures an action that runs other processes. Only one may run at a time. */
export async function costOf(run: () => Promise<unknown>): Promise<Cost> {
  const [cpu, wall] = [childrenCpu(), performance.now()];
  await run();
  const seconds = (performance.now() - wall) / 1000;
  const after = childrenCpu();
  return { cpu: after !== undefined && cpu !== undefined ? after - cpu : seconds, wall: seconds };
}

/** CPU time of all children that have ended, and of theirs (proc(5): cutime and cstime). */
function childrenCpu(): number | undefined {
  if (!existsSync("/proc/self/stat")) return undefined;
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
