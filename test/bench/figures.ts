import { execFileSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NO_PROXY } from "../support/infra.ts";
import { fromRoot } from "../../boot/root.ts";
import { pulumiWithoutRunner } from "../support/pulumi.ts";
import { writeBenchData } from "./data.ts";
import type { Evaluation } from "./evaluate.ts";
import { costOf, median, runNode } from "./measure.ts";

/**
 * The figures of one size by name: CPU time in seconds unless the name says otherwise, memory in bytes. Not every size
 * has every figure.
 */
export type Figures = Readonly<Partial<Record<FigureName, number>>>;

export type FigureName =
  | "resources"
  | "evaluate"
  | "evaluate on the clock"
  | "flat evaluate"
  | "evaluate memory"
  | "flat memory"
  | "check"
  | "plan"
  | "one-project change"
  | "one-project change memory"
  | "first up"
  | "no-op up"
  | "nothing up"
  | "whole one-project up"
  | "whole one-project up memory"
  | "one-project up"
  | "one-project up memory"
  | "up memory"
  | "preview"
  | "preview with the pack";

const infra = "bin/infra";

/** Measures our program and the flat one in turn, so that other load on the machine affects both. */
export async function measureEvaluation(folder: string, projects: number, rounds: number): Promise<Figures> {
  const data = writeBenchData(folder, projects);
  const plan = join(folder, "plan.json");
  writeFileSync(plan, (await runNode([infra, "plan", "staging", "--json", ...data.arguments])).stdout);
  const script = ["--import", "tsx", "test/bench/evaluate.ts"];
  const ours: Evaluation[] = [];
  const flat: Evaluation[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const files = [data.infraFile, data.groupsFolder];
    ours.push(JSON.parse((await runNode([...script, "ours", ...files])).stdout) as Evaluation);
    flat.push(JSON.parse((await runNode([...script, "flat", plan])).stdout) as Evaluation);
  }
  const resources = ours[0]?.resources;
  if (resources === undefined || resources !== flat[0]?.resources)
    throw new Error(`not the same resources: ${resources} and ${flat[0]?.resources}`);
  return {
    resources,
    evaluate: median(ours.map(({ cpu }) => cpu)),
    "evaluate on the clock": median(ours.map(({ wall }) => wall)),
    "flat evaluate": median(flat.map(({ cpu }) => cpu)),
    "evaluate memory": median(ours.map(({ memory }) => memory)),
    "flat memory": median(flat.map(({ memory }) => memory)),
  };
}

/** Measures the commands that need no engine, as whole processes. */
export async function measureCommands(folder: string, projects: number, rounds: number): Promise<Figures> {
  const data = writeBenchData(folder, projects);
  const repeat = async (...args: string[]) => {
    const runs: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      runs.push((await runNode([infra, ...args, ...data.arguments])).cpu);
    return median(runs);
  };
  return { check: await repeat("check"), plan: await repeat("plan", "staging", "--json") };
}

/** Makes a process report its peak memory on exit, in KiB. */
const SAY_MEMORY = 'process.on("exit",()=>process.stderr.write(`\\n${process.resourceUsage().maxRSS}`))';

/** Measures a change of one project among many, as a whole process including git: `plan --base`. */
export async function measureChange(folder: string, projects: number, rounds: number): Promise<Figures> {
  const data = writeBenchData(folder, projects);
  const registry = join(folder, "registry");
  cpSync(NO_PROXY, registry, { recursive: true });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "--quiet");
  git("add", ".");
  git(
    "-c",
    "user.name=bench",
    "-c",
    "user.email=bench@example.com",
    "commit",
    "--quiet",
    "--message",
    "Base",
  );
  writeBenchData(folder, projects, 1);
  const given = [...data.arguments.slice(0, -1), registry];
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const watched = ["--import", `data:text/javascript,${SAY_MEMORY}`, infra];
    const run = await runNode([...watched, "plan", "staging", "--base", "HEAD", ...given]);
    if (!run.stdout.startsWith("staging: 8 to update\n"))
      throw new Error(`not a change of one project:\n${run.stdout}`);
    runs.push(run);
  }
  return {
    "one-project change": median(runs.map(({ cpu }) => cpu)),
    "one-project change memory": median(runs.map(({ stderr }) => Number(stderr.split("\n").at(-1)) * 1024)),
  };
}

/**
 * Measures a first `up`, and then runs of a part beside runs of everything: without changes, and after freezing one
 * project and thawing it again. Runs each once, because the engine is slow.
 */
export async function measureEngine(folder: string, projects: number): Promise<Figures> {
  const up = async (frozen: number, looks: string, ...more: readonly string[]) => {
    const { arguments: data } = writeBenchData(folder, projects, frozen);
    const run = await runNode([infra, "up", "staging", "--state", join(folder, "state"), ...data, ...more]);
    if (!run.stdout.includes(`looked at ${looks}`)) throw new Error(`not what it measures:\n${run.stdout}`);
    return run;
  };
  const first = await up(0, "everything");
  const nothing = await up(0, "nothing");
  const whole = await up(0, "everything", "--full");
  if (!whole.stdout.includes("no changes"))
    throw new Error(`a second up changes something:\n${whole.stdout}`);
  const part = await up(1, "52 of");
  const same = await up(0, "everything", "--full");
  return {
    "first up": first.cpu,
    "no-op up": whole.cpu,
    "nothing up": nothing.cpu,
    "whole one-project up": same.cpu,
    "whole one-project up memory": peakOf(same.stdout),
    "one-project up": part.cpu,
    "one-project up memory": peakOf(part.stdout),
    "up memory": peakOf(first.stdout),
  };
}

/** The peak memory that the summary of a run gives, in bytes. */
function peakOf(summary: string): number {
  return Number(/peak memory (\d+) MiB/.exec(summary)?.[1] ?? NaN) * 1024 * 1024;
}

/**
 * Measures previews with and without the policy pack in turn, of a stack that {@link measureEngine} has applied. They
 * run the runner's command without the runner, which always adds the pack.
 */
export async function measurePack(folder: string, projects: number, rounds: number): Promise<Figures> {
  const { infraFile, groupsFolder } = writeBenchData(folder, projects, 1);
  const files = { infraFile, groupsFolder, registryFolder: NO_PROXY };
  const pulumi = await pulumiWithoutRunner(join(folder, "state"), files, fromRoot("."));
  const preview = (...flags: string[]) =>
    costOf(() => pulumi("preview", "--json", "--suppress-progress", "--expect-no-changes", ...flags));
  const without: number[] = [];
  const withPack: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    without.push((await preview()).cpu);
    withPack.push((await preview("--policy-pack", fromRoot("policy"))).cpu);
  }
  return { preview: median(without), "preview with the pack": median(withPack) };
}
