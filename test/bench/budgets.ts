import type { FigureName, Figures } from "./figures.ts";

/** One comparison with a budget. */
export interface Verdict {
  readonly what: string;
  readonly value: number;
  /** The largest value that passes. */
  readonly budget: number;
  /** The goal; equal to the budget once it is reached. */
  readonly aim: number;
  readonly within: boolean;
}

type BySize = Readonly<Record<number, Figures>>;

interface Budget {
  readonly budget: number;
  readonly aim: number;
}

/**
 * Budgets that must hold on any machine: ratios within one run, and, more loosely, time per resource. A budget above
 * its aim is the value reached so far, with room for noise: docs/performance.md has the figures.
 */
const BUDGETS = {
  overFlatTime: { budget: 1.25, aim: 1.1 },
  overFlatMemory: { budget: 1.25, aim: 1.25 },
  millisecondsPerResource: { budget: 2, aim: 0.7 },
  clockPerResource: { budget: 1.4, aim: 0.7 },
  overPreview: { budget: 1.25, aim: 1.25 },
  nothingOverWhole: { budget: 1 / 20, aim: 1 / 20 },
  partOverWhole: { budget: 1 / 4.5, aim: 1 / 7 },
  partMemoryOverWhole: { budget: 0.55, aim: 0.5 },
  growth: { budget: 1.3, aim: 1.3 },
} satisfies Record<string, Budget>;

/** The most CPU seconds that a change of one project may take, by number of projects. */
const CHANGE_SECONDS: Readonly<Record<number, number>> = { 92: 2.5, 1000: 4, 10000: 12 };

/** The most memory that it may take, in bytes, whatever the number of projects. */
const CHANGE_MEMORY = 2 * 1024 ** 3;

/** Compares the figures with the budgets, ignoring sizes and figures that were not measured. */
export function judge(figures: BySize): Verdict[] {
  const bySize = Object.entries(figures).map(([size, of]): [number, Figures] => [Number(size), of]);
  const each = bySize.flatMap(([size, of]) => [
    verdict(`ours over flat, time, ${size}`, ratio(of, "evaluate", "flat evaluate"), BUDGETS.overFlatTime),
    verdict(
      `ours over flat, memory, ${size}`,
      ratio(of, "evaluate memory", "flat memory"),
      BUDGETS.overFlatMemory,
    ),
    verdict(
      `evaluation, ms per resource, ${size}`,
      ratio(of, "evaluate", "resources") * 1000,
      BUDGETS.millisecondsPerResource,
    ),
    verdict(
      `evaluation on the clock, ms per resource, ${size}`,
      ratio(of, "evaluate on the clock", "resources") * 1000,
      BUDGETS.clockPerResource,
    ),
    verdict(
      `preview with the pack over without, ${size}`,
      ratio(of, "preview with the pack", "preview"),
      BUDGETS.overPreview,
    ),
    verdict(
      `nothing to do over everything, ${size}`,
      ratio(of, "nothing up", "no-op up"),
      BUDGETS.nothingOverWhole,
    ),
    verdict(
      `one-project up over everything, ${size}`,
      ratio(of, "one-project up", "whole one-project up"),
      BUDGETS.partOverWhole,
    ),
    verdict(
      `one-project up over everything, memory, ${size}`,
      ratio(of, "one-project up memory", "whole one-project up memory"),
      BUDGETS.partMemoryOverWhole,
    ),
    ...changeOf(size, of),
  ]);
  const growing: FigureName[] = ["evaluate", "check", "plan", "first up", "no-op up"];
  const growth = growing.flatMap((figure) => {
    const measured = bySize.filter(([, of]) => of[figure] !== undefined);
    const [first, last] = [measured[0], measured.at(-1)];
    if (first === undefined || last === undefined || first === last) return [];
    const perProject = ([size, of]: [number, Figures]) => (of[figure] ?? NaN) / size;
    const what = `growth of ${figure}, ${first[0]} to ${last[0]}`;
    return [verdict(what, perProject(last) / perProject(first), BUDGETS.growth)];
  });
  return [...each, ...growth].filter(({ value }) => !Number.isNaN(value));
}

function changeOf(size: number, of: Figures): Verdict[] {
  const memory = (of["one-project change memory"] ?? NaN) / CHANGE_MEMORY;
  const most = CHANGE_SECONDS[size];
  return [
    verdict(`one-project change, memory over 2 GiB, ${size}`, memory, { budget: 1, aim: 1 }),
    ...(most === undefined
      ? []
      : [
          verdict(`one-project change, s, ${size}`, of["one-project change"] ?? NaN, {
            budget: most,
            aim: most,
          }),
        ]),
  ];
}

function ratio(figures: Figures, one: FigureName, other: FigureName): number {
  return (figures[one] ?? NaN) / (figures[other] ?? NaN);
}

function verdict(what: string, value: number, { budget, aim }: Budget): Verdict {
  return { what, value, budget, aim, within: value <= budget };
}
