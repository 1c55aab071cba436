import { counted, listed } from "../../../terminal/wording.ts";
import { detailLines, jobLines, ruleLines, type DetailLine } from "./details.ts";
import { groupAccess, groupJobs, groupOwners, groupViolations, type Ability } from "./group.ts";
import { promotionLines } from "./promotion/words.ts";
import type { BesideStacks } from "./besideStacks.ts";
import type { ChangeReport, Level, Reason } from "./schema.ts";
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

type Colour = "bold" | "red" | "yellow" | "green" | "dim";

/** Colors a text if the terminal supports it. */
type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };
const OF_LEVEL: Readonly<Record<Level, Colour>> = {
  refused: "red",
  high: "red",
  medium: "yellow",
  low: "green",
  none: "green",
};
const OF_SIGN: Readonly<Record<string, Colour>> = { "+": "green", "-": "red", "!": "yellow" };

/** Formats what a change does besides the stacks, and its risks; empty if that is nothing. */
export function besideStacksLines({ rules, promotion, reasons }: BesideStacks): string[] {
  const paint = painter(false);
  return [
    ...reasons.map((reason) => reasonLine(reason, paint)),
    ...promotionBlock(promotion, paint),
    ...rulesBlock(rules, paint),
  ];
}

function painter(colours: boolean): Paint {
  return (colour, text) => (colours ? `\u001B[${CODES[colour]}m${text}\u001B[0m` : text);
}

function reasonLine({ level, text }: Reason, paint: Paint): string {
  return `${paint(OF_LEVEL[level], RISK[level])}: ${printable(text)}`;
}

/** Formats the report for a terminal, ending with a newline; `colours` enables escape sequences. */
export function terminalReport(report: ChangeReport, colours: boolean): string {
  const paint = painter(colours);
  const { stack, risk, notCovered } = report;
  const blocks = [
    [
      paint("bold", `${stack}: ${headlineWords(report)}`),
      ...(notCovered.length === 0
        ? []
        : [
            paint(
              "yellow",
              `Not covered, because they are not data: ${listed(notCovered.map(printable))}. \`--program\` covers the program.`,
            ),
          ]),
      ...risk.reasons.map((reason) => reasonLine(reason, paint)),
    ],
    ownerBlock(report),
    promotionBlock(report.promotion, paint),
    rulesBlock(report.rules, paint),
    jobsBlock(report, paint),
    accessBlock(report, paint),
    checksBlock(report),
    policyBlock(report),
    ...groupOwners(report.owners).map(({ first, names }) => [
      paint(
        "bold",
        names.length === 1 ? first.name : `${first.name}, and likewise ${listed(names.slice(1), 3)}`,
      ),
      ...painted(detailLines(first), paint),
    ]),
  ];
  blocks.push([paint("dim", `Compared ${comparedWords(report)}, by the data alone: no cloud was asked.`)]);
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function ownerBlock({ owners }: ChangeReport): string[] {
  const rows = groupOwners(owners).map((alike) => [
    alike.names.length === 1 ? alike.first.name : listed(alike.names, 2),
    ownerWords(alike),
    changeWords(alike.first.changes) + (alike.names.length === 1 ? "" : " in each"),
  ]);
  return rows.length === 0 ? [] : ["Changes:", ...table(rows)];
}

function painted(lines: readonly DetailLine[], paint: Paint, indent = "  "): string[] {
  return lines.map(({ sign, text }) => {
    const line = `${indent}${sign === "!" ? "~" : sign} ${printable(text)}`;
    const colour = OF_SIGN[sign];
    return colour === undefined ? line : paint(colour, line);
  });
}

function promotionBlock(promotion: ChangeReport["promotion"], paint: Paint): string[] {
  if (promotion.length === 0) return [];
  return [
    `Promotion, ${COPIED}:`,
    ...promotion.flatMap((change) => [
      printable(`  ${change.directory}: ${directoryWords(change)}`),
      ...painted(promotionLines(change), paint, "    "),
    ]),
  ];
}

function rulesBlock(rules: ChangeReport["rules"], paint: Paint): string[] {
  if (rules.length === 0) return [];
  return [
    "Rules and settings, of which no resource is made:",
    ...rules.flatMap((rule) => [
      printable(`  ${rule.file}: ${rule.about}`),
      ...painted(ruleLines(rule), paint),
    ]),
  ];
}

function jobsBlock({ prowJobs }: ChangeReport, paint: Paint): string[] {
  if (prowJobs.length === 0) return [];
  return [`Prow jobs, ${WRITTEN}:`, ...groupJobs(prowJobs).flatMap((jobs) => painted(jobLines(jobs), paint))];
}

function accessBlock({ access }: ChangeReport, paint: Paint): string[] {
  const rows = groupAccess(access);
  if (rows.length === 0) return [];
  return [
    "Access, through groups as well:",
    ...rows.flatMap((row) => {
      const note = groupNote(row.who);
      const names = listed(row.who.map(({ address }) => (address === "allUsers" ? "everybody" : address)));
      const through = throughWords(row, (text) => text);
      const abilities = (sign: string, word: string, list: readonly Ability[]) =>
        list.map((ability) =>
          paint(OF_SIGN[sign]!, `    ${sign} ${word} ${abilityWords(ability, (text) => text)}`),
        );
      return [
        `  ${names}${note === "" ? "" : ` (${note})`}${through === "" ? "" : `, ${through}`}`,
        ...abilities("+", "can", row.gains),
        ...abilities("-", "can no longer", row.loses),
      ];
    }),
  ];
}

function checksBlock({ checks }: ChangeReport): string[] {
  if (checks.length === 0) return [];
  return [
    "Checks:",
    ...checks.flatMap(({ file, line, column, severity, message, rule, hint }) => [
      printable(`  ${file}:${line}:${column}: ${severity}: ${message} [${rule}]`),
      ...(hint === "" ? [] : hint.split("\n").map((text) => printable(`      ${text}`))),
    ]),
  ];
}

function policyBlock({ policy: { violations, excepted, before } }: ChangeReport): string[] {
  const one = ({ severity, message, rule, remediation }: (typeof violations)[number], note = "") => [
    printable(`  ${severity}: ${message} [${rule}]${note}`),
    ...(note === "" ? [printable(`      ${remediation}`)] : []),
  ];
  const lines = [
    ...groupViolations(violations).flatMap(({ shown, more }) => [
      ...shown.flatMap((violation) => one(violation)),
      ...(more > 0 ? [`      and ${more} more of ${shown[0]!.rule}: --format json shows all`] : []),
    ]),
    ...excepted.flatMap((violation) => one(violation, ", excepted")),
    ...(before > 0 ? [`  ${counted(before, "violation")} of what it touches were there before`] : []),
  ];
  return lines.length === 0 ? [] : ["Policies:", ...lines];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(
    ([first = "", second = "", third = ""]) =>
      `  ${first.padEnd(widths[0]!)}  ${second.padEnd(widths[1]!)}  ${third}`,
  );
}

/** Escapes newlines and escape sequences in values, which a terminal would interpret. */
function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (control) => `\\u{${control.codePointAt(0)!.toString(16)}}`,
  );
}
