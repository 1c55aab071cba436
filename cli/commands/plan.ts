import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { EXIT, UserError } from "../../terminal/userError.ts";
import { today } from "../../inventory/yaml/day.ts";
import { sourcesFrom, type DataSources, type TypedPaths } from "../../inventory/sources.ts";
import { evaluateStack } from "../review/plan/evaluateStack.ts";
import { markdownReport } from "../review/report/markdown.ts";
import type { ChangeReport } from "../review/report/schema.ts";
import { pageOf } from "../review/report/page.ts";
import { terminalReport } from "../review/report/terminal.ts";

interface PlanOptions extends Pick<TypedPaths, "infra" | "groups" | "registry"> {
  readonly base?: string;
  readonly head?: string;
  readonly format?: Format;
  readonly program?: boolean;
  readonly artifacts?: string;
  readonly json?: boolean;
}

const FORMATS = ["terminal", "markdown", "json"] as const;
type Format = (typeof FORMATS)[number];

/** The options that are only valid with `--base`. */
const OF_BASE = ["head", "format", "program", "artifacts"] as const;

const help = `
Evaluates the program without engine, providers or credentials. With --base,
shows what changes since a revision: resources, who gains or loses which access,
and the risk; NO_COLOR disables colors. The rules of policy/ are checked too, as
the policy pack does in the engine.
Exit status: 0 done, 1 failed or nothing to compare with, 2 bad data, or what
\`infra check --base\` refuses, 5 a resource breaks a rule.

Examples:
  $ infra plan staging
  $ infra plan staging --json | jq .summary
  $ infra plan staging --base origin/main
  $ infra plan staging --base origin/main --format markdown > comment.md
  $ infra plan staging --base origin/main --head origin/a-branch`;

/** The command `infra plan`: shows what a stack declares, or what a change does to it. */
export function planCommand(): Command {
  return new Command("plan")
    .description("show every resource that a stack declares, in seconds and without credentials")
    .argument("<stack>", "the stack: staging or prod")
    .option("--infra <file>", "a file in place of infra/gcp/infra.yaml")
    .option("--groups <folder>", "a folder in place of groups/")
    .option("--registry <folder>", "a folder in place of infra/registry/")
    .option("--base <revision>", "show what changes since a revision, such as origin/main")
    .option("--head <revision>", "with --base: read the changed data from a revision, not the working tree")
    .addOption(
      new Option("--format <format>", "with --base: the output format; terminal by default").choices(FORMATS),
    )
    .option("--program", "with --base: evaluate the base with its own program, in a git worktree")
    .option(
      "--artifacts <folder>",
      "with --base: write every format to this folder, as plan-<stack>.md, .json and .html",
    )
    .option("--json", "print the result as JSON")
    .addHelpText("after", help)
    .action(async (stack: string, options: PlanOptions) => {
      const { base } = options;
      const lonely = OF_BASE.find((name) => options[name] !== undefined);
      if (base === undefined && lonely !== undefined)
        throw new UserError(`--${lonely} needs --base: give both.`);
      const { text, exitCode } = await (base === undefined
        ? plan(stack, options)
        : planSince(base, stack, options));
      process.stdout.write(text);
      process.exitCode = exitCode;
    });
}

/** The output and exit code of the command. */
interface Planned {
  readonly text: string;
  readonly exitCode: number;
}

/** Reports a change. Throws a `UserError` for invalid data and for a base that cannot be compared with. */
async function planSince(base: string, stack: string, options: PlanOptions): Promise<Planned> {
  const { reportOf } = await import("../review/report/index.ts");
  const report = await reportOf({
    stack,
    base,
    head: options.head,
    sources: sourcesFrom(options),
    program: options.program ?? false,
    day: today(),
  });
  if (options.artifacts !== undefined) writeArtifacts(options.artifacts, report);
  const text = rendered(report, options.json ? "json" : (options.format ?? "terminal"));
  return { text, exitCode: exitCodeOf(report) };
}

/** That of `infra check`, if it finds an error, and else that of the policies. */
function exitCodeOf({ checks, policy }: ChangeReport): number {
  if (checks.some(({ severity }) => severity === "error")) return EXIT.badData;
  return policy.violations.length > 0 ? EXIT.policy : EXIT.done;
}

/**
 * Writes the artifacts of a job: the comment, the JSON report, and a page for people who look at the job. Throws a
 * `UserError` for a folder that is not writable.
 */
function writeArtifacts(folder: string, report: ChangeReport): void {
  const write = (extension: string, text: string) =>
    writeFileSync(join(folder, `plan-${report.stack}.${extension}`), text);
  try {
    mkdirSync(folder, { recursive: true });
    write("md", markdownReport(report));
    write("json", rendered(report, "json"));
    write("html", pageOf(`plan ${report.stack}`, terminalReport(report, false)));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError(`${folder} cannot be written (${code}): name a folder of yours with --artifacts.`);
  }
}

function rendered(report: ChangeReport, format: Format): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(report)}\n`;
    case "markdown":
      return markdownReport(report);
    case "terminal":
      return terminalReport(report, process.stdout.isTTY && !process.env.NO_COLOR);
  }
}

/** Evaluates a stack and checks it against the policies. Throws a `UserError` for invalid data or configuration. */
async function plan(stack: string, options: PlanOptions): Promise<Planned> {
  const sources = sourcesFrom(options);
  const [resources, { planReport, planTree }, { verdictOn, verdictLines }] = await Promise.all([
    evaluateStack(stack, sources),
    import("../review/plan/report.ts"),
    import("../review/plan/verdict.ts"),
  ]);
  const report = planReport(stack, resources);
  const policy = verdictOn(resources, today(), isOwn(sources));
  return {
    text: options.json
      ? `${JSON.stringify({ ...report, policy })}\n`
      : [planTree(report), ...verdictLines(policy), ""].join("\n"),
    exitCode: policy.violations.length > 0 ? EXIT.policy : EXIT.done,
  };
}

/** Exceptions from policies apply to the project's own data only. */
function isOwn({ replaced }: DataSources): boolean {
  return !replaced.has("infraFile") && !replaced.has("groupsFolder");
}
