import { Command, Option } from "commander";
import { UserError } from "../../../terminal/userError.ts";
import { OWN_DATA, sourcesFrom, type TypedPaths } from "../../../inventory/sources.ts";
import { STACKS, type StackName } from "../../../inventory/stacks.ts";
import { evaluateStack } from "../../review/plan/evaluateStack.ts";
import { explainProject } from "./project/index.ts";
import { projectMermaid } from "./project/mermaid.ts";
import { projectText } from "./project/text.ts";
import { routesText } from "./text.ts";

const FORMATS = ["terminal", "mermaid", "json"] as const;
type Format = (typeof FORMATS)[number];

interface ExplainOptions extends TypedPaths {
  readonly stack: StackName;
  readonly format: Format;
  readonly json?: boolean;
}

const help = `
For a staging project: its record and where each value is set, its images, who
can push, build and pull and why, its builds, which of its images are promoted,
and what to do next. For the proxy: where it redirects each kind of client.
Reads the data and the program, not the cloud: needs no credentials and changes
nothing.
Exit status: 0 done, 1 failed or an unknown name, 2 bad data.

Examples:
  $ infra explain kind
  $ infra explain k8s-staging-kind --json | jq '.access.push[].address'
  $ infra explain kind --format mermaid > kind.mmd
  $ infra explain proxy --stack staging --json |
      jq '.regions[] | {region, other: .blobs.other}'`;

/** The command `infra explain`. */
export function explainCommand(): Command {
  return new Command("explain")
    .description("explain a staging project, or where the proxy redirects clients")
    .argument("<what>", "a staging project, with or without k8s-staging-, or `proxy`")
    .addOption(new Option("--stack <stack>", "the stack of the proxy").choices(STACKS).default("prod"))
    .addOption(new Option("--format <format>", "the output format").choices(FORMATS).default("terminal"))
    .option("--infra <file>", `a file in place of ${OWN_DATA.infraFile}`)
    .option("--groups <folder>", `a folder in place of ${OWN_DATA.groupsFolder}/`)
    .option("--registry <folder>", `a folder in place of ${OWN_DATA.registryFolder}/`)
    .option("--tree <folder>", "a folder in place of registry.k8s.io/")
    .option("--json", "the same as --format json")
    .addHelpText("after", help)
    .action(async (what: string, { stack, json, ...options }: ExplainOptions) => {
      const format = json ? "json" : options.format;
      process.stdout.write(
        what === "proxy" ? await runProxy(stack, format, options) : runProject(what, format, options),
      );
    });
}

/** Explains a staging project in a format. Throws a `UserError` for an unknown project and for invalid data. */
export function runProject(name: string, format: Format, typed: TypedPaths): string {
  const answer = explainProject(name, sourcesFrom(typed));
  switch (format) {
    case "json":
      return `${JSON.stringify(answer)}\n`;
    case "mermaid":
      return projectMermaid(answer);
    case "terminal":
      return projectText(answer);
  }
}

async function runProxy(stack: StackName, format: Format, typed: TypedPaths): Promise<string> {
  if (format === "mermaid") throw new UserError("The proxy has no diagram: leave out --format mermaid.");
  const [{ routesOf }, resources] = await Promise.all([
    import("./routes.ts"),
    evaluateStack(stack, sourcesFrom(typed)),
  ]);
  const regions = routesOf(resources);
  return `${format === "json" ? JSON.stringify({ stack, regions }) : routesText(stack, regions)}\n`;
}
