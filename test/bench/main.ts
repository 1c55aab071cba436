/**
 * Measures the program and its commands in one run, and compares what does not depend on the machine (ratios and
 * growth) with the recorded budgets. Exit status: 0 within all budgets, 1 otherwise.
 *
 *   node --import tsx test/bench/main.ts [--projects 92,300,1000] [--change 92,1000,10000] [--engine 92]
 *     [--rounds 3] [--json <file>]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { judge, type Verdict } from "./budgets.ts";
import {
  measureChange,
  measureCommands,
  measureEngine,
  measureEvaluation,
  measurePack,
  type Figures,
} from "./figures.ts";
import { render } from "./table.ts";

/** The output of `--json`. */
export interface Report {
  readonly machine: { readonly cores: number; readonly node: string; readonly load: number };
  readonly rounds: number;
  /** Keyed by number of projects. */
  readonly figures: Readonly<Record<number, Figures>>;
  readonly verdicts: readonly Verdict[];
}

const { values } = parseArgs({
  options: {
    projects: { type: "string", default: "92,300,1000" },
    change: { type: "string", default: "92,1000,10000" },
    engine: { type: "string", default: "92" },
    rounds: { type: "string", default: "3" },
    json: { type: "string" },
  },
});
const sizes = (list: string) => list.split(",").filter(Boolean).map(Number);
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const figures: Record<number, Figures> = {};
  for (const projects of sizes(values.projects)) {
    say(`evaluating ${projects} projects …`);
    const place = join(folder, String(projects));
    figures[projects] = {
      ...(await measureEvaluation(place, projects, rounds)),
      ...(await measureCommands(place, projects, rounds)),
    };
  }
  for (const projects of sizes(values.change)) {
    say(`changing one of ${projects} projects …`);
    figures[projects] = {
      ...figures[projects],
      ...(await measureChange(join(folder, `change-${projects}`), projects, rounds)),
    };
  }
  for (const projects of sizes(values.engine)) {
    say(`applying ${projects} projects …`);
    figures[projects] = {
      ...figures[projects],
      ...(await measureEngine(join(folder, `up-${projects}`), projects)),
      ...(await measurePack(join(folder, `up-${projects}`), projects, rounds)),
    };
  }
  const machine = { cores: cpus().length, node: process.version, load: loadavg()[0] ?? 0 };
  const report: Report = { machine, rounds, figures, verdicts: judge(figures) };
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
  process.stdout.write(`${render(report)}\n`);
  process.exitCode = report.verdicts.every(({ within }) => within) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
