import { Argument, Command, Option } from "commander";
import { OWN_DATA } from "../../inventory/data.ts";
import { STACKS, type StackName } from "../../inventory/stacks.ts";
import type { DataOptions } from "../check.ts";
import { evaluateStack } from "../plan/evaluateStack.ts";
import { routesText } from "./text.ts";

interface ExplainOptions extends DataOptions {
  readonly stack: StackName;
  readonly json?: boolean;
}

const help = `
Read from the resources that the stack declares, not from the cloud: needs no credentials and changes nothing.
Exit status: 0 done, 1 failed, 2 bad data.

Examples:
  $ infra explain proxy
  $ infra explain proxy --stack staging --json | jq '.regions[] | {region, other: .blobs.other}'`;

/** The command `infra explain`: says where requests end up. */
export function explainCommand(): Command {
  return new Command("explain")
    .description("show where the proxy sends each kind of client, for every region that serves")
    .addArgument(new Argument("<what>", "what to explain").choices(["proxy"]))
    .addOption(new Option("--stack <stack>", "the stack").choices(STACKS).default("prod"))
    .option("--infra <file>", `a file in place of ${OWN_DATA.infraFile}`)
    .option("--groups <folder>", `a folder in place of ${OWN_DATA.groupsFolder}/`)
    .option("--registry <folder>", `a folder in place of ${OWN_DATA.registryFolder}/`)
    .option("--json", "print the answer as JSON")
    .addHelpText("after", help)
    .action(async (_what: string, { stack, json, ...data }: ExplainOptions) => {
      const [{ routesOf }, resources] = await Promise.all([
        import("./routes.ts"),
        evaluateStack(stack, data),
      ]);
      const regions = routesOf(resources);
      process.stdout.write(`${json ? JSON.stringify({ stack, regions }) : routesText(stack, regions)}\n`);
    });
}
