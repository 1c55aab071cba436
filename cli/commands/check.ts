import { Command } from "commander";
import { EXIT } from "../../terminal/userError.ts";
import type { CommandResult } from "../../terminal/commandResult.ts";
import { counted } from "../../terminal/wording.ts";
import { checkChange } from "../../inventory/changes/index.ts";
import { today } from "../../inventory/yaml/day.ts";
import { checkAll, type Checked } from "../../inventory/check/index.ts";
import { OWN_DATA, sourcesFrom, type DataSources, type TypedPaths } from "../../inventory/sources.ts";
import { hasErrors, inReadingOrder } from "../../inventory/yaml/diagnostics.ts";
import { countMistakes, diagnosticsJson, formatDiagnostics } from "../../inventory/yaml/format.ts";
import { loadBase } from "../clients/git/data.ts";
import { promotionBase } from "../clients/git/promotionBase.ts";
import { describeRevision, type Revision } from "../clients/git/revision.ts";

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
export interface CheckOptions extends Pick<TypedPaths, "infra" | "groups" | "registry"> {
  /** The git revision to compare with; without it, only the current data is checked. */
  readonly base?: string | undefined;
  /** Print the diagnostics as JSON. */
  readonly json?: boolean | undefined;
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
      const { exitCode, stdout } = runCheck(options, today());
      process.stdout.write(stdout);
      process.exitCode = exitCode;
    });
}

/**
 * Checks the data. An unreadable file is a mistake like any other. Throws a `UserError` only for a base that cannot be
 * compared with. `day`, as `YYYY-MM-DD`, is the day on which exceptions must not have expired.
 */
export function runCheck(options: CheckOptions, day: string): CommandResult {
  const { base: revision } = options;
  const sources = sourcesFrom(options);
  const result = compared(sources, checked(sources, revision, day), revision, day);
  const stdout = options.json ? jsonOf(result) : textOf(result, sources.shown.infraFile);
  return { exitCode: hasErrors(result.diagnostics) ? EXIT.badData : EXIT.done, stdout, stderr: "" };
}

function jsonOf({ diagnostics, base, unchecked }: Compared): string {
  const further = {
    ...(base && { base: { revision: base.typed, commit: base.commit } }),
    ...(unchecked.length > 0 && { unchecked }),
  };
  return `${JSON.stringify({ diagnostics: diagnosticsJson(diagnostics), ...further })}\n`;
}

function textOf(result: Compared, infraFile: string): string {
  const unchecked = result.unchecked.map((what) => `  not checked: ${what}\n`).join("");
  return `${formatDiagnostics(result.diagnostics)}${infraFile}: ${tally(result)}${since(result)}\n${unchecked}`;
}

/** Like `Checked`, with the revision that the data was compared with. */
interface Compared extends Checked {
  readonly base?: Revision;
}

/** Data in place of the project's own is checked as `infra plan` does, and the rest of the project left alone. */
function checked(sources: DataSources, revision: string | undefined, day: string): Checked {
  if (sources.replaced.size > 0) {
    const { unchecked, ...result } = checkAll(sources, { scope: "stacks", day });
    return { ...result, unchecked: [...unchecked, ...OWN_ALONE] };
  }
  const tree = revision === undefined ? undefined : promotionBase(sources.paths.promotionFolder, revision);
  return checkAll(sources, { scope: "all", day, promotionBase: tree && { tree, changedOnly: false } });
}

/** What is only checked of the project's own data. */
const OWN_ALONE = ["the policy exceptions", "the stack files", "what is promoted"];

/** Data with errors is not compared: what fails to load would look removed. */
function compared(
  sources: DataSources,
  result: Checked,
  revision: string | undefined,
  day: string,
): Compared {
  if (revision === undefined) return result;
  const base = loadBase(sources, revision);
  const change = result.data ? checkChange({ base: base.data, head: result.data }, day) : [];
  const diagnostics = inReadingOrder([...result.diagnostics, ...base.diagnostics, ...change]);
  return { ...result, diagnostics, base: base.revision };
}

function since({ base, data }: Compared): string {
  if (base === undefined) return "";
  return data === undefined
    ? `; what changed since ${describeRevision(base)} is judged when the data is sound`
    : `, compared with ${describeRevision(base)}`;
}

function tally({ data, promotion, diagnostics }: Checked): string {
  if (data === undefined) return countMistakes(diagnostics);
  const { stagingProjects, otherProjects } = data.inventory;
  const builds = stagingProjects.flatMap((project) => project.builds).length;
  return [
    counted(stagingProjects.length, "staging project"),
    counted(otherProjects.length, "other"),
    counted(data.groups.length, "group"),
    ...(builds > 0 ? [counted(builds, "build")] : []),
    ...(promotion ? [counted(promotion.manifests.length, "promoter manifest")] : []),
    countMistakes(diagnostics),
  ].join(", ");
}
