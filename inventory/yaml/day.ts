import * as z from "zod";
import { quoted } from "../../terminal/wording.ts";

/** Days are text, as `YYYY-MM-DD` in UTC, so that they compare as they follow one another. */

/** In one day. */
const MILLISECONDS = 24 * 60 * 60 * 1000;

/** The field of a data file that holds an existing day. */
export const day = z.iso.date({
  error: ({ input }) =>
    typeof input === "string" ? `must be a day such as 2027-03-31, not the text ${quoted(input)}` : undefined,
});

/** The day of a moment; the current one by default. */
export function today(now: Date = new Date()): string {
  return now.toISOString().slice(0, "YYYY-MM-DD".length);
}

/** The day that is `days` days after `day`. */
export function daysAfter(day: string, days: number): string {
  return today(new Date(Date.parse(day) + days * MILLISECONDS));
}

/** How many days `to` is after `from`; negative if it is before. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / MILLISECONDS;
}
