import { Command } from "commander";
import type { Diagnostic } from "../inventory/diagnostics.ts";
import { hasErrors } from "../inventory/diagnostics.ts";
import { formatDiagnostics } from "../inventory/format.ts";
import type { LoadResult } from "../inventory/load.ts";
import { loadInventory } from "../inventory/load.ts";
import { fromRoot } from "../inventory/root.ts";
import { counted } from "../inventory/wording.ts";

/** The data file that is checked when none is named, below the project's root. */
const defaultInfra = "infra/gcp/infra.yaml";

const help = `
Every mistake is reported at once, as file:line:column. Needs no credentials and changes nothing.
Exit status: 0 when the data can be used (warnings are no obstacle), 2 when it cannot.

Examples:
  $ infra check
  $ infra check --infra /tmp/infra.yaml --json | jq '.diagnostics[].message'`;

/** What `infra check` was asked. */
export interface CheckOptions {
  /** The file to check, as typed; the project's own when left out. */
  readonly infra?: string | undefined;
  /** Print diagnostics for programs instead of people. */
  readonly json?: boolean | undefined;
}

/** What a command prints and ends with. */
export interface CheckResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command `infra check`. */
export function checkCommand(): Command {
  return new Command("check")
    .description("check the declared projects and report every mistake")
    .option("--infra <file>", `the file to check (default: ${defaultInfra} of this project)`)
    .option("--json", "print the diagnostics as JSON")
    .addHelpText("after", help)
    .action((options: CheckOptions) => {
      const { exitCode, stdout, stderr } = runCheck(options);
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      process.exitCode = exitCode;
    });
}

/** Checks a file. A file that cannot be read is a mistake like any other; nothing is thrown. */
export function runCheck({ infra, json = false }: CheckOptions): CheckResult {
  const result =
    infra === undefined ? loadInventory(fromRoot(defaultInfra), defaultInfra) : loadInventory(infra);
  const stdout = json
    ? `${JSON.stringify({ diagnostics: result.diagnostics.map(forPrograms) })}\n`
    : `${formatDiagnostics(result.diagnostics)}${infra ?? defaultInfra}: ${tally(result)}\n`;
  return { exitCode: hasErrors(result.diagnostics) ? 2 : 0, stdout, stderr: "" };
}

/** The keys in the documented order, whatever order the diagnostic was made with. */
function forPrograms({ rule, severity, file, line, column, message, hint }: Diagnostic): Diagnostic {
  return { rule, severity, file, line, column, message, hint };
}

function tally({ inventory, diagnostics }: LoadResult): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const mistakes = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ].join(", ");
  if (inventory === undefined) return mistakes;
  const { stagingProjects, otherProjects } = inventory;
  const others = counted(otherProjects.length, "other");
  return `${counted(stagingProjects.length, "staging project")}, ${others}, ${mistakes || "no mistakes"}`;
}
