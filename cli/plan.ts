import { Command } from "commander";
import { EXIT, UserError } from "../engine/userError.ts";
import { loadData } from "../inventory/data.ts";
import { hasErrors } from "../inventory/diagnostics.ts";
import { formatDiagnostics } from "../inventory/format.ts";
import { PROJECT } from "../inventory/root.ts";
import { absoluteDataFiles } from "./check.ts";
import { stackConfig } from "./stackConfig.ts";

interface PlanOptions {
  readonly infra?: string;
  readonly groups?: string;
  readonly registry?: string;
  readonly json?: boolean;
}

const help = `
Evaluates the program without engine, provider or credentials: everything the stack declares, not what would change.
Exit status: 0 done, 1 failed, 2 bad data.

Examples:
  $ infra plan staging
  $ infra plan staging --json | jq .summary`;

/** The command `infra plan`: what a stack declares, as a tree or as JSON. */
export function planCommand(): Command {
  return new Command("plan")
    .description("show every resource that a stack declares, in seconds and without credentials")
    .argument("<stack>", "the stack: staging or prod")
    .option("--infra <file>", "a file in place of the project's own infra.yaml")
    .option("--groups <folder>", "a folder in place of the project's own groups")
    .option("--registry <folder>", "a folder in place of the project's own infra/registry")
    .option("--json", "print all of it as JSON")
    .addHelpText("after", help)
    .action(async (stack: string, options: PlanOptions) => {
      process.stdout.write(`${await plan(stack, options)}\n`);
    });
}

/** Evaluates a stack. Throws a `UserError` for mistakes in the data or the configuration. */
async function plan(stack: string, options: PlanOptions): Promise<string> {
  const files = absoluteDataFiles(options);
  // Loaded only here: Pulumi's SDK takes longer to load than the quick commands take in all.
  const [{ evaluate }, { planReport, planTree }] = await Promise.all([
    import("./plan/evaluate.ts"),
    import("./plan/report.ts"),
  ]);
  const data = Object.fromEntries(Object.entries(files).map(([key, path]) => [`${PROJECT}:${key}`, path]));
  const resources = await evaluate(stack, { ...stackConfig(stack), ...data }).catch((error: unknown) => {
    // The program loads the data itself; only where it fails is it worth loading them again to say why.
    const { diagnostics } = loadData(files);
    throw hasErrors(diagnostics) ? new UserError(formatDiagnostics(diagnostics), EXIT.badData) : error;
  });
  const report = planReport(stack, resources);
  return options.json ? JSON.stringify(report) : planTree(report);
}
