import { join, resolve } from "node:path";
import { Command } from "commander";
import { driftLines } from "../engine/drift/report.ts";
import { STATE_FOLDER } from "../engine/stateFolder.ts";
import { EXIT } from "../engine/userError.ts";
import { OWN_DATA } from "../inventory/data.ts";
import { fromRoot } from "../inventory/root.ts";
import { localcloudOnly } from "./localcloudOnly.ts";

const help = `
Compares the clouds with what was applied last, resource by resource, and changes nothing. The worst comes first: public
access, administrators and members that nobody declared, then what is missing, then the rest. What the program does not
make at all, such as a project or a service that somebody made by hand, is not seen.

Exit status: 0 no drift, 1 something could not be read, 7 the clouds differ, 8 another run is using the state,
130 interrupted.

Examples:
  $ infra drift staging
  $ infra drift staging --json | jq '.drifts[] | select(.danger == 0)'`;

/** The command `infra drift`: what is live and not declared, declared and not live, or different. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("show where the clouds are not as declared, the worst first")
    .argument("<stack>", "the stack: staging or prod")
    .option(
      "--state <folder>",
      `the folder that keeps the local state (default: ${STATE_FOLDER}/<stack> of this project)`,
    )
    .option("--json", "print the report as JSON")
    .addHelpText("after", help)
    .action(async (stack: string, { state, json }: { state?: string; json?: boolean }) => {
      localcloudOnly("drift");
      const { drift } = await import("../engine/drift/index.ts");
      const stateFolder = state === undefined ? fromRoot(join(STATE_FOLDER, stack)) : resolve(state);
      const report = await drift({ stack, stateFolder, files: OWN_DATA });
      process.stdout.write(`${json ? JSON.stringify(report) : driftLines(report).join("\n")}\n`);
      if (report.unknown.length > 0) process.exitCode = EXIT.failed;
      else if (report.drifts.length > 0) process.exitCode = EXIT.unexpected;
    });
}
