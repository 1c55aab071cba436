/** The fields of a cron expression: https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules */
const fields: readonly { name: string; min: number; max: number; words?: readonly string[] }[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of the month", min: 1, max: 31 },
  {
    name: "month",
    min: 1,
    max: 12,
    words: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  },
  { name: "day of the week", min: 0, max: 7, words: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
];

/** The hours in `every <n>h`; undefined for anything else. */
export function intervalHours(schedule: string): number | undefined {
  const hours = /^every ([1-9][0-9]{0,3})h$/.exec(schedule)?.[1];
  return hours === undefined ? undefined : Number(hours);
}

/** What is wrong with a schedule, as a predicate; undefined if it is `every <n>h` or a cron expression. */
export function scheduleFault(schedule: string): string | undefined {
  if (intervalHours(schedule) !== undefined) return undefined;
  const parts = schedule.split(" ");
  if (parts.length !== fields.length) return "is neither `every <n>h` nor a cron expression of five fields";
  return parts.map((part, index) => fieldFault(part, fields[index]!)).find((fault) => fault !== undefined);
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

function fieldFault(text: string, { name, min, max, words }: (typeof fields)[number]): string | undefined {
  const valueOf = (word: string): number => {
    const at = words?.indexOf(word.toUpperCase()) ?? -1;
    return at !== -1 ? at + min : /^[0-9]{1,2}$/.test(word) ? Number(word) : NaN;
  };
  for (const item of text.split(",")) {
    const [range = "", step, ...more] = item.split("/");
    const [first = "", last = first, ...others] =
      range === "*" ? [String(min), String(max)] : range.split("-");
    const [from, to] = [valueOf(first), valueOf(last)];
    const isStep = step === undefined || (/^[1-9][0-9]?$/.test(step) && range.match(/[*-]/) !== null);
    const isRange = from >= min && to <= max && from <= to;
    if (!isStep || !isRange || more.length > 0 || others.length > 0) {
      return `has "${text}" as the ${name}, which takes ${min} to ${max}, as in ${min}, ${min}-${max}, */2`;
    }
  }
  return undefined;
}
