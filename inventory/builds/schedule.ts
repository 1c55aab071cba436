/** What runs a build on schedule: Prow, or a trigger that Cloud Scheduler starts. */
type Runner = "prow" | "trigger";

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const DAY: Field = { name: "day of the month", min: 1, max: 31 };
const MONTH: Field = {
  name: "month",
  min: 1,
  max: 12,
  words: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
};
const WEEKDAY: Field = {
  name: "day of the week",
  min: 0,
  max: 6,
  words: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};

/**
 * The fields of a cron expression. To Cloud Scheduler, 7 is Sunday, too, and so FRI-SUN a range; to Prow, neither is
 * valid (https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules; docs/facts.md, "Prow").
 */
function fieldsOf(runner: Runner): readonly Field[] {
  const weekday = runner === "prow" ? WEEKDAY : { ...WEEKDAY, max: 7 };
  return [{ name: "minute", min: 0, max: 59 }, { name: "hour", min: 0, max: 23 }, DAY, MONTH, weekday];
}

/** The days of each month, in a leap year. */
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The hours in `every <n>h`; undefined for anything else. */
export function intervalHours(schedule: string): number | undefined {
  const hours = /^every ([1-9][0-9]{0,3})h$/.exec(schedule)?.[1];
  return hours === undefined ? undefined : Number(hours);
}

/** What is wrong with a schedule, as a predicate; undefined if it is `every <n>h` or the runner's cron expression. */
export function scheduleFault(schedule: string, runner: Runner): string | undefined {
  if (intervalHours(schedule) !== undefined) return undefined;
  const parts = schedule.split(" ");
  const fields = fieldsOf(runner);
  if (parts.length !== fields.length) return "is neither `every <n>h` nor a cron expression of five fields";
  const fault = parts
    .map((part, index) => fieldFault(part, fields[index]!))
    .find((found) => found !== undefined);
  return fault ?? daysFault(parts, runner);
}

/** Whether a field names all its values, and so leaves the choice of days to the other one. */
function isAny(text: string): boolean {
  return text.split(",").some((item) => item === "*" || item === "*/1");
}

/** What is wrong with the days that valid fields name together. */
function daysFault(
  [, , day = "", month = "", weekday = ""]: readonly string[],
  runner: Runner,
): string | undefined {
  if (isAny(weekday)) {
    const longest = Math.max(...valuesOf(month, MONTH).map((number) => MONTH_DAYS[number - 1]!));
    return Math.min(...valuesOf(day, DAY)) > longest ? "never runs: no such day exists" : undefined;
  }
  const hasStep = (text: string) => /(?:^|,)\*\/(?!1(?:,|$))/.test(text);
  const isAmbiguous = !isAny(day) && (hasStep(day) || hasStep(weekday));
  if (runner === "trigger" || !isAmbiguous) return undefined;
  // robfig/cron v2 and v3: docs/facts.md, "Prow".
  return `has two readings: Prow ran it on days that are both "${day}" of the month and "${weekday}" of the week until May 2026, and has run it on days that are either since`;
}

/**
 * Converts a schedule to a cron expression, since Cloud Scheduler does not support intervals. Intervals of days restart
 * every month: `every 72h` becomes every third day of the month, and 28 to 31 days become a month. Undefined for
 * intervals that cron cannot express, such as 5 or 36 hours.
 */
export function cronOf(schedule: string): string | undefined {
  const hours = intervalHours(schedule);
  if (hours === undefined) return schedule;
  if (hours < 24) return 24 % hours === 0 ? `0 */${hours} * * *` : undefined;
  if (hours % 24 !== 0) return undefined;
  const days = hours / 24;
  if (days === 1) return "0 0 * * *";
  if (days === 7) return "0 0 * * 0";
  if (days < 28) return `0 0 */${days} * *`;
  return days <= 31 ? "0 0 1 * *" : undefined;
}

function fieldFault(text: string, field: Field): string | undefined {
  const { name, min, max } = field;
  for (const item of text.split(",")) {
    const { from, to, step, isWhole } = rangeOf(item, field);
    const isStep = step === undefined || (/^[1-9][0-9]?$/.test(step) && /[*-]/.test(item));
    if (!isStep || !isWhole || !(from >= min && to <= max && from <= to)) {
      return `has "${text}" as the ${name}, which takes ${min} to ${max}, as in ${min}, ${min}-${max}, */2`;
    }
  }
  return undefined;
}

/** The numbers that a valid field names. */
function valuesOf(text: string, field: Field): number[] {
  return text.split(",").flatMap((item) => {
    const { from, to, step } = rangeOf(item, field);
    const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    return numbers.filter((_, index) => index % Number(step ?? 1) === 0);
  });
}

/** The range of an item such as `*`, `1`, `MON-FRI`, `0-30/5`. */
function rangeOf(item: string, { min, max, words }: Field) {
  const numberOf = (word: string): number => {
    const at = words?.indexOf(word.toUpperCase()) ?? -1;
    return at !== -1 ? at + min : /^[0-9]{1,2}$/.test(word) ? Number(word) : NaN;
  };
  const [range = "", step, ...more] = item.split("/");
  const [first = "", last = first, ...others] = range === "*" ? [String(min), String(max)] : range.split("-");
  const from = numberOf(first);
  // A range may end with Sunday where 7 is one.
  const to = max === 7 && from > 0 && last.toUpperCase() === "SUN" && last !== first ? max : numberOf(last);
  return { from, to, step, isWhole: more.length === 0 && others.length === 0 };
}
