import { resolve } from "node:path";
import { Command } from "commander";
import { OWN_DATA, loadData, type DataFiles } from "../inventory/data.ts";
import type { Diagnostic } from "../inventory/diagnostics.ts";
import { hasErrors } from "../inventory/diagnostics.ts";
import { formatDiagnostics } from "../inventory/format.ts";
import type { Group } from "../inventory/groups/types.ts";
import { loadInventory } from "../inventory/load.ts";
import type { Inventory } from "../inventory/types.ts";
import { counted } from "../inventory/wording.ts";

const help = `
Every mistake is reported at once, as file:line:column. Needs no credentials and changes nothing.
Exit status: 0 when the data can be used (warnings are no obstacle), 2 when it cannot.

Examples:
  $ infra check
  $ infra check --infra /tmp/infra.yaml --json | jq '.diagnostics[].message'`;

/** What `infra check` was asked. */
export interface CheckOptions {
  /** The file of projects to check, as typed; the project's own when left out. */
  readonly infra?: string | undefined;
  /** The folder of groups to check with it, as typed; the project's own when both are left out. */
  readonly groups?: string | undefined;
  /** The folder of the registry's files to check, as typed; the project's own when left out. */
  readonly registry?: string | undefined;
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
    .description("check the data and report every mistake")
    .option("--infra <file>", `a file in place of ${OWN_DATA.infraFile}`)
    .option("--groups <folder>", `a folder in place of ${OWN_DATA.groupsFolder}/`)
    .option("--registry <folder>", `a folder in place of ${OWN_DATA.registryFolder}/`)
    .option("--json", "print the diagnostics as JSON")
    .addHelpText("after", help)
    .action((options: CheckOptions) => {
      const { exitCode, stdout, stderr } = runCheck(options);
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      process.exitCode = exitCode;
    });
}

/** The options that name data in place of the project's own. */
type DataOptions = Pick<CheckOptions, "infra" | "groups" | "registry">;

/** Where the data is that the options `--infra`, `--groups` and `--registry` name, as typed; the project's own where they do not. */
export function dataFiles({ infra, groups, registry }: DataOptions): DataFiles {
  return {
    infraFile: infra ?? OWN_DATA.infraFile,
    groupsFolder: groups ?? OWN_DATA.groupsFolder,
    registryFolder: registry ?? OWN_DATA.registryFolder,
  };
}

/** The same, with what was typed made absolute: it is relative to the working directory, not to the project. */
export function absoluteDataFiles({ infra, groups, registry }: DataOptions): DataFiles {
  return dataFiles({
    infra: infra && resolve(infra),
    groups: groups && resolve(groups),
    registry: registry && resolve(registry),
  });
}

/** Checks the data. A file that cannot be read is a mistake like any other; nothing is thrown. */
export function runCheck(options: CheckOptions): CheckResult {
  const shown = dataFiles(options);
  const { infra, groups } = options;
  const alone = infra !== undefined && groups === undefined;
  const result = alone ? fileAlone(infra) : loadData(absoluteDataFiles(options), shown);
  const stdout = options.json
    ? `${JSON.stringify({ diagnostics: result.diagnostics.map(forPrograms) })}\n`
    : `${formatDiagnostics(result.diagnostics)}${shown.infraFile}: ${tally(result)}\n`;
  return { exitCode: hasErrors(result.diagnostics) ? 2 : 0, stdout, stderr: "" };
}

/** A file that is not the project's own is judged by itself: it need not fit the project's groups. */
function fileAlone(infra: string): CheckedData {
  const { inventory, diagnostics } = loadInventory(infra);
  return { data: inventory && { inventory }, diagnostics };
}

/** The keys in the documented order, whatever order the diagnostic was made with; lines to add belong to the hint. */
function forPrograms({ rule, severity, file, line, column, message, hint, block = [] }: Diagnostic) {
  return { rule, severity, file, line, column, message, hint: [hint, ...block].join("\n") };
}

/** As `DataResult`, the groups being optional. */
interface CheckedData {
  readonly data: { readonly inventory: Inventory; readonly groups?: readonly Group[] } | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function tally({ data, diagnostics }: CheckedData): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const mistakes = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ].join(", ");
  if (data === undefined) return mistakes;
  const { stagingProjects, otherProjects } = data.inventory;
  const counts = [
    counted(stagingProjects.length, "staging project"),
    counted(otherProjects.length, "other"),
    ...(data.groups ? [counted(data.groups.length, "group")] : []),
  ];
  return [...counts, mistakes || "no mistakes"].join(", ");
}
