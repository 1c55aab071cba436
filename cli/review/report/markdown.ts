import { counted, listed } from "../../../terminal/wording.ts";
import { detailLines, jobLines, ruleLines, type DetailLine } from "./details.ts";
import { code, fenced, html, plain, visible } from "../../../terminal/escape.ts";
import {
  groupAccess,
  groupJobs,
  groupOwners,
  groupViolations,
  type Ability,
  type EqualAccess,
  type EqualChanges,
} from "./group.ts";
import type { PromotionChange } from "./promotion/schema.ts";
import { promotionLines } from "./promotion/words.ts";
import type { ChangeReport, JobChange, Level, Owner, RuleFile } from "./schema.ts";
import {
  COPIED,
  RISK,
  WRITTEN,
  headlineWords,
  abilityWords,
  changeWords,
  comparedWords,
  directoryWords,
  groupNote,
  ownerWords,
  throughWords,
} from "./phrases.ts";

/** GitHub limits comments to 65,536 characters; the rest is left for bots to add to. */
export const LONGEST_COMMENT = 64_000;

/** Reserved for the line that says what was omitted, in characters. */
const RESERVE = 500;

/** The GitHub alert of each level: https://docs.github.com/en/get-started/writing-on-github (Alerts). */
const ALERTS: Readonly<Record<Level, string>> = {
  refused: "CAUTION",
  high: "CAUTION",
  medium: "WARNING",
  low: "NOTE",
  none: "NOTE",
};

/** A part of the comment to which items are added while there is room. */
interface Section {
  /** The text above the first item; may be empty. */
  readonly head: string;
  /** The words for omitted items, such as `row` ` of access`. */
  readonly noun: readonly [singular: string, of: string];
  readonly items: readonly string[];
}

/**
 * Formats the report as one comment on a pull request. A hidden marker in its first line tells a bot which comment to
 * edit. What does not fit is counted at the end, never dropped silently.
 */
export function markdownReport(report: ChangeReport, longest = LONGEST_COMMENT): string {
  const owners = groupOwners(report.owners);
  const sections: Section[] = [
    {
      head: "| what changes | | resources |\n| --- | --- | --- |",
      noun: ["row", " of what changes"],
      items: owners.map(ownerRow),
    },
    {
      head: `**Promotion**, ${COPIED}\n`,
      noun: ["block", " of promotion"],
      items: report.promotion.map(directoryDetails),
    },
    {
      head: "**Rules and settings**, of which no resource is made\n",
      noun: ["block", " of rules and settings"],
      items: report.rules.map(ruleDetails),
    },
    {
      head: `**Prow jobs**, ${WRITTEN}\n`,
      noun: ["block", " of Prow jobs"],
      items: groupJobs(report.prowJobs).map(jobDetails),
    },
    {
      head: "**Access**, through groups as well\n\n| who | gains | loses |\n| --- | --- | --- |",
      noun: ["row", " of access"],
      items: groupAccess(report.access).map(accessRow),
    },
    { head: "**Checks**\n", noun: ["check", ""], items: report.checks.map(check) },
    { head: "**Policies**\n", noun: ["violation", ""], items: violations(report) },
    { head: "", noun: ["block", " of details"], items: owners.map(details) },
  ];
  const blocks = [head(report)];
  const left: string[] = [];
  let room = longest - RESERVE - blocks[0]!.length;
  for (const section of sections) {
    const { text, dropped } = fitted(section, room);
    if (text !== "") blocks.push(text);
    if (dropped > 0) left.push(`${counted(dropped, section.noun[0])}${section.noun[1]}`);
    room -= text.length + 2;
  }
  return `${[...blocks, foot(report, left)].join("\n\n")}\n`;
}

function fitted({ head: above, items }: Section, room: number): { text: string; dropped: number } {
  if (items.length === 0) return { text: "", dropped: 0 };
  const lines = above === "" ? [] : [above];
  let used = above.length;
  let taken = 0;
  for (const item of items) {
    if (used + item.length + 1 > room) break;
    lines.push(item);
    used += item.length + 1;
    taken += 1;
  }
  return { text: taken === 0 ? "" : lines.join("\n"), dropped: items.length - taken };
}

function head(report: ChangeReport): string {
  const { stack, risk, notCovered: files } = report;
  return [
    `<!-- infra plan ${stack} -->`,
    `### ${plain(stack)}: ${headlineWords(report)}`,
    "",
    ...notCovered(files),
    `> [!${ALERTS[risk.level]}]`,
    ...risk.reasons.map(
      ({ level, text }, index) => `${index === 0 ? "" : ">\n"}> **${RISK[level]}**: ${plain(text)}`,
    ),
  ].join("\n");
}

/** The maximum length of a file name; the JSON report has it in full. */
const LONGEST_NAME = 100;

function notCovered(files: readonly string[]): string[] {
  if (files.length === 0) return [];
  const names = listed(files.map((file) => code(file.slice(0, LONGEST_NAME))));
  const program = "what they change is not in this report; `--program` covers the program";
  return [`**Not covered**: ${counted(files.length, "file")} outside the data (${names}); ${program}.`, ""];
}

function ownerRow(alike: EqualChanges<Owner>): string {
  const { first, names } = alike;
  const each = names.length === 1 ? "" : " in each";
  return `| ${listed(names.map(code), 3)} | ${ownerWords(alike)} | ${changeWords(first.changes)}${each} |`;
}

function accessRow(row: EqualAccess): string {
  const note = groupNote(row.who);
  const names = listed(row.who.map(({ address }) => (address === "allUsers" ? "everybody" : code(address))));
  const through = throughWords(row, code);
  const who = [names, ...(note === "" ? [] : [`(${note})`]), ...(through === "" ? [] : [through])].join(" ");
  const cell = (abilities: readonly Ability[]) =>
    abilities.map((ability) => abilityWords({ ...ability, can: ability.can.map(plain) }, code)).join("<br>");
  return `| ${who} | ${cell(row.gains)} | ${cell(row.loses)} |`;
}

function check({ file, line, severity, message, rule, hint }: ChangeReport["checks"][number]): string {
  const head = `- **${severity}** ${code(`${file}:${line}`)} ${plain(message)} (${code(rule)})`;
  const [first = "", ...block] = hint.split("\n");
  const indented = (text: string) =>
    text
      .split("\n")
      .map((each) => `  ${each}`)
      .join("\n");
  return [
    head,
    ...(first === "" ? [] : [indented(plain(first))]),
    ...(block.length === 0 ? [] : [indented(fenced("yaml", block))]),
  ].join("\n");
}

function violations({ policy: { violations: broken, excepted, before } }: ChangeReport): string[] {
  return [
    ...groupViolations(broken).flatMap(({ shown, more }) => [
      ...shown.map(
        ({ severity, message, rule, url, remediation }) =>
          `- **${severity}** ${plain(message)} ([${code(rule)}](${url}))\n  ${plain(remediation)}`,
      ),
      ...(more > 0 ? [`- and ${more} more of ${code(shown[0]!.rule)}: \`--format json\` shows all`] : []),
    ]),
    ...excepted.map(
      ({ severity, message, rule }) => `- ${severity}, excepted: ${plain(message)} (${code(rule)})`,
    ),
    ...(before > 0 ? [`- ${counted(before, "violation")} of what it touches were there before`] : []),
  ];
}

/** Formats collapsed details; names are in HTML, since Markdown is not interpreted in a summary. */
function details({ first, names }: EqualChanges<Owner>): string {
  return folded(`${alikeNames(names)}: ${changeWords(first.changes)}`, detailLines(first));
}

function jobDetails(jobs: EqualChanges<JobChange>): string {
  return folded(alikeNames(jobs.names), jobLines(jobs));
}

function directoryDetails(change: PromotionChange): string {
  return folded(`${named(change.directory)}: ${directoryWords(change)}`, promotionLines(change));
}

function ruleDetails(rule: RuleFile): string {
  return folded(`${named(rule.file.slice(0, LONGEST_NAME))}: ${rule.about}`, ruleLines(rule));
}

function alikeNames([first = "", ...others]: readonly string[]): string {
  const more = others.length === 0 ? "" : ` and ${others.length} more, alike`;
  return `${named(first)}${more}`;
}

function named(name: string): string {
  return `<code>${html(visible(name))}</code>`;
}

function folded(summary: string, lines: readonly DetailLine[]): string {
  const diff = fenced(
    "diff",
    lines.map(({ sign, text }) => `${sign} ${text}`),
  );
  return ["<details>", `<summary>${summary}</summary>`, "", diff, "", "</details>"].join("\n");
}

function foot(report: ChangeReport, left: readonly string[]): string {
  const compared = `<sub>Compared ${plain(comparedWords(report))}, by the data alone: no cloud was asked.</sub>`;
  if (left.length === 0) return compared;
  return `**No room for ${left.join(", ")}**: \`infra plan ${report.stack} --base ${visible(report.base.commit.slice(0, 10))}\` shows all.\n\n${compared}`;
}
