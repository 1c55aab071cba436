import { resolve } from "node:path";
import { Command } from "commander";
import { checkChange } from "../../inventory/changes/index.ts";
import { OWN_DATA, loadData, type Data, type DataFiles } from "../../inventory/data.ts";
import type { Diagnostic } from "../../inventory/yaml/diagnostics.ts";
import { hasErrors, inReadingOrder } from "../../inventory/yaml/diagnostics.ts";
import { loadExceptions } from "../../inventory/exceptions/load.ts";
import { formatDiagnostics } from "../../inventory/yaml/format.ts";
import { checkExpiries, today } from "../../inventory/check/expiry.ts";
import { loadInventory } from "../../inventory/projects/load.ts";
import { counted } from "../../terminal/wording.ts";
import { loadBase } from "../clients/git/data.ts";
import { describeRevision, type Revision } from "../clients/git/revision.ts";
import type { Promotion } from "../../inventory/promotion/types.ts";
import { checkPromotion } from "../../inventory/check/promotion.ts";
import { checkStackGroups } from "../../inventory/check/stackGroups.ts";

const help = `
Reports all mistakes at once, as file:line:column. Needs no credentials and
changes nothing. With --base, also reports what the change takes away beyond the
limits: members of groups, projects, whole sections.
Exit status: 0 the data is valid (warnings do not matter), 1 there is nothing to
compare with, 2 it is invalid.

Examples:
  $ infra check
  $ infra check --base origin/main
  $ infra check --infra /tmp/infra.yaml --json | jq '.diagnostics[].message'`;

/** The options of `infra check`. */
export interface CheckOptions {
  /** The file of projects to check, as typed; by default the project's own. */
  readonly infra?: string | undefined;
  /** The folder of groups to check with it, as typed; the project's own if both are omitted. */
  readonly groups?: string | undefined;
  /** The folder of the registry's files to check, as typed; by default the project's own. */
  readonly registry?: string | undefined;
  /** The git revision to compare with; without it, only the current data is checked. */
  readonly base?: string | undefined;
  /** Print the diagnostics as JSON. */
  readonly json?: boolean | undefined;
}

/** The output and exit code of a command. */
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
    .option("--base <revision>", "also check what changed since a revision, such as origin/main")
    .option("--json", "print the diagnostics as JSON")
    .addHelpText("after", help)
    .action((options: CheckOptions) => {
      const { exitCode, stdout, stderr } = runCheck(options);
      process.stdout.write(stdout);
      process.stderr.write(stderr);
      process.exitCode = exitCode;
    });
}

/** The options that replace the project's own data. */
export type DataOptions = Pick<CheckOptions, "infra" | "groups" | "registry">;

/** The data that `--infra`, `--groups` and `--registry` name, as typed; by default the project's own. */
export function dataFiles({ infra, groups, registry }: DataOptions): DataFiles {
  return {
    infraFile: infra ?? OWN_DATA.infraFile,
    groupsFolder: groups ?? OWN_DATA.groupsFolder,
    registryFolder: registry ?? OWN_DATA.registryFolder,
  };
}

/** The same, with typed paths resolved: they are relative to the working directory, not to the project. */
export function absoluteDataFiles({ infra, groups, registry }: DataOptions): DataFiles {
  return dataFiles({
    infra: infra && resolve(infra),
    groups: groups && resolve(groups),
    registry: registry && resolve(registry),
  });
}

/**
 * Checks the data. An unreadable file is a mistake like any other. Throws a `UserError` only for a base that cannot be
 * compared with. `day`, as `YYYY-MM-DD`, is the day on which exceptions must not have expired.
 */
export function runCheck(options: CheckOptions, day: string = today()): CheckResult {
  const { infra, groups, registry, base: revision } = options;
  const checked = checkData(options, day);
  const compared = revision === undefined ? checked : checkAgainst(revision, options, checked, day);
  const own = infra === undefined && groups === undefined && registry === undefined;
  const result = own ? withOwn(compared, revision) : compared;
  const stdout = options.json ? jsonOf(result) : textOf(result, dataFiles(options).infraFile);
  return { exitCode: hasErrors(result.diagnostics) ? 2 : 0, stdout, stderr: "" };
}

function checkData(options: CheckOptions, day: string): CheckedData {
  const { infra, groups, base } = options;
  if (infra !== undefined && groups === undefined && base === undefined) return fileAlone(infra);
  const { data, diagnostics } = loadData(absoluteDataFiles(options), dataFiles(options));
  const expired = data === undefined ? [] : checkExpiries(data, day);
  // No stack uses the exceptions, but they are project data like the rest.
  const exceptions = loadExceptions().diagnostics;
  return { data, diagnostics: inReadingOrder([...diagnostics, ...exceptions, ...expired]) };
}

/** Data with errors is not compared: what fails to load would look removed. */
function checkAgainst(
  revision: string,
  options: CheckOptions,
  { data, diagnostics }: CheckedData,
  day: string,
): CheckedData {
  const base = loadBase(absoluteDataFiles(options), revision);
  const change = isWhole(data) ? checkChange({ base: base.data, head: data }, day) : [];
  const all = inReadingOrder([...diagnostics, ...base.diagnostics, ...change]);
  return { data, diagnostics: all, base: base.revision };
}

/** Adds the checks of the project's own data: what is promoted, and the groups named in the stack files. */
function withOwn(checked: CheckedData, base: string | undefined): CheckedData {
  const { promotion, diagnostics } = checkPromotion({ base });
  const ofStacks = isWhole(checked.data) ? checkStackGroups(checked.data.groups) : [];
  const key = ({ file, line, column, rule }: Diagnostic) => `${file}:${line}:${column} ${rule}`;
  const known = new Set(checked.diagnostics.map(key));
  const others = [...diagnostics, ...ofStacks].filter((diagnostic) => !known.has(key(diagnostic)));
  return { ...checked, promotion, diagnostics: inReadingOrder([...checked.diagnostics, ...others]) };
}

function jsonOf({ diagnostics, base }: CheckedData): string {
  const compared = base && { base: { revision: base.typed, commit: base.commit } };
  return `${JSON.stringify({ diagnostics: diagnostics.map(forPrograms), ...compared })}\n`;
}

function textOf(result: CheckedData, infraFile: string): string {
  const { data, diagnostics, base } = result;
  const compared =
    base === undefined
      ? ""
      : isWhole(data)
        ? `, compared with ${describeRevision(base)}`
        : `; what changed since ${describeRevision(base)} is judged when the data is sound`;
  return `${formatDiagnostics(diagnostics)}${infraFile}: ${tally(result)}${compared}\n`;
}

/** A file that is not the project's own is checked alone: it need not match the project's groups. */
function fileAlone(infra: string): CheckedData {
  const { inventory, diagnostics } = loadInventory(infra);
  return { data: inventory && { inventory }, diagnostics };
}

/** Formats a diagnostic for JSON, with the keys in the documented order; lines to add become part of the hint. */
export function forPrograms({ rule, severity, file, line, column, message, hint, block = [] }: Diagnostic) {
  return { rule, severity, file, line, column, message, hint: [hint, ...block].join("\n") };
}

/** Like `DataResult`; a file that is checked alone has no groups and limits. */
interface CheckedData {
  readonly data: Data | Pick<Data, "inventory"> | undefined;
  /** What is promoted, if that was checked, too. */
  readonly promotion?: Promotion | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The revision that the data was compared with. */
  readonly base?: Revision;
}

function isWhole(data: CheckedData["data"]): data is Data {
  return data !== undefined && "groups" in data;
}

function tally({ data, promotion, diagnostics }: CheckedData): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const mistakes = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ].join(", ");
  if (data === undefined) return mistakes;
  const { stagingProjects, otherProjects } = data.inventory;
  const builds = stagingProjects.flatMap((project) => project.builds).length;
  const counts = [
    counted(stagingProjects.length, "staging project"),
    counted(otherProjects.length, "other"),
    ...(isWhole(data) ? [counted(data.groups.length, "group")] : []),
    ...(builds > 0 ? [counted(builds, "build")] : []),
    ...(promotion ? [counted(promotion.manifests.length, "promoter manifest")] : []),
  ];
  return [...counts, mistakes || "no mistakes"].join(", ");
}
