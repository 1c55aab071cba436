import type { FigureName } from "./figures.ts";
import type { Report } from "./main.ts";

const ROWS: readonly [figure: FigureName, show: (value: number) => string][] = [
  ["resources", (value) => value.toLocaleString("en")],
  ["evaluate", seconds],
  ["evaluate on the clock", seconds],
  ["flat evaluate", seconds],
  ["evaluate memory", mebibytes],
  ["flat memory", mebibytes],
  ["check", seconds],
  ["plan", seconds],
  ["one-project change", seconds],
  ["one-project change memory", mebibytes],
  ["first up", seconds],
  ["no-op up", seconds],
  ["one-project up", seconds],
  ["up memory", mebibytes],
  ["preview", seconds],
  ["preview with the pack", seconds],
];

/** Renders the report for people: the figures by size, and how they compare with the budgets. */
export function render({ machine, rounds, figures, verdicts }: Report): string {
  const sizes = Object.keys(figures).map(Number);
  const head = ["projects", ...sizes.map((size) => size.toLocaleString("en"))];
  const rows = ROWS.filter(([figure]) => sizes.some((size) => figures[size]?.[figure] !== undefined)).map(
    ([figure, show]) => [
      figure,
      ...sizes.map((size) => {
        const value = figures[size]?.[figure];
        return value === undefined ? "" : show(value);
      }),
    ],
  );
  const judged = verdicts.map(({ what, value, budget, aim, within }) => [
    what,
    value.toFixed(2),
    budget.toFixed(2),
    aim.toFixed(2),
    within ? "" : "OVER",
  ]);
  const about =
    `processor time, medians of ${rounds}; ${machine.cores} cores, Node.js ${machine.node.slice(1)}, ` +
    `load ${machine.load.toFixed(1)}`;
  return [
    about,
    "",
    ...aligned([head, ...rows]),
    "",
    ...aligned([["", "value", "budget", "aim"], ...judged]),
  ].join("\n");
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(width(column)) : cell.padStart(width(column))))
      .join("  ")
      .trimEnd(),
  );
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function mebibytes(value: number): string {
  return `${Math.round(value / 1024 / 1024).toLocaleString("en")} MiB`;
}
