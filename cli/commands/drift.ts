import { Command } from "commander";
import { driftLines } from "../../engine/drift/report.ts";
import { EXIT } from "../../terminal/userError.ts";
import { placeOf, withPlace, type PlaceOptions } from "../options/place.ts";

const help = `
Compares the clouds with what was applied last, resource by resource, and
changes nothing. Findings are sorted: public access, undeclared administrators
and members first, then what is missing, then the rest. Resources that the
program does not manage, such as a project or a service that somebody created by
hand, are not seen.

Exit status: 0 no drift, 1 something could not be read, 7 the clouds differ,
8 another run is using the state, 130 interrupted.

Examples:
  $ infra drift staging
  $ infra drift staging --json | jq '.drifts[] | select(.danger == 0)'`;

/** The command `infra drift`: shows what is live but not declared, declared but not live, or different. */
export function driftCommand(): Command {
  const command = new Command("drift")
    .description("show where the clouds differ from what was applied, the worst first")
    .argument("<stack>", "the stack: staging or prod");
  return withPlace(command, { real: true })
    .option("--json", "print the report as JSON")
    .addHelpText("after", help)
    .action(async (stack: string, { json, ...place }: PlaceOptions & { json?: boolean }) => {
      const { drift } = await import("../../engine/drift/index.ts");
      const report = await drift(placeOf(stack, place));
      process.stdout.write(`${json ? JSON.stringify(report) : driftLines(report).join("\n")}\n`);
      if (report.unknown.length > 0) process.exitCode = EXIT.failed;
      else if (report.drifts.length > 0) process.exitCode = EXIT.unexpected;
    });
}
