import { Command } from "commander";
import { EXIT } from "../engine/userError.ts";
import type { DataOptions } from "./check.ts";
import { evaluateStack } from "./plan/evaluateStack.ts";

interface PlanOptions extends DataOptions {
  readonly json?: boolean;
}

const help = `
Evaluates the program without engine, provider or credentials: everything the stack declares, not what would change.
The rules of policy/ judge it, as the policy pack does for the engine.
Exit status: 0 done, 1 failed, 2 bad data, 5 a resource breaks a rule.

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
      const { text, exitCode } = await plan(stack, options);
      process.stdout.write(`${text}\n`);
      process.exitCode = exitCode;
    });
}

/** Evaluates a stack and judges it. Throws a `UserError` for mistakes in the data or the configuration. */
async function plan(stack: string, options: PlanOptions): Promise<{ text: string; exitCode: number }> {
  const [resources, { planReport, planTree }, { verdictOn, verdictLines }] = await Promise.all([
    evaluateStack(stack, options),
    import("./plan/report.ts"),
    import("./plan/verdict.ts"),
  ]);
  const report = planReport(stack, resources);
  const policy = verdictOn(resources, options.infra === undefined && options.groups === undefined);
  return {
    text: options.json
      ? JSON.stringify({ ...report, policy })
      : [planTree(report), ...verdictLines(policy)].join("\n"),
    exitCode: policy.violations.length > 0 ? EXIT.policy : EXIT.done,
  };
}
