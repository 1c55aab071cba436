import type { Diagnostic } from "./diagnostics.ts";
import { error, warning } from "./diagnostics.ts";
import type { Position } from "./types.ts";

/** How long before its last day an exception is announced, in days. */
const NOTICE = 30;

/** The day on which the data is judged, in UTC, as YYYY-MM-DD. */
export function today(now: Date = new Date()): string {
  return now.toISOString().slice(0, "YYYY-MM-DD".length);
}

/**
 * Judges the days of an exception: an error once it has run out, or when it was reviewed in the future, a warning in
 * its last 30 days. Days are YYYY-MM-DD.
 *
 * @param subject what messages call the exception
 * @param valueAt where the two days stand
 */
export function checkExpiry(
  { date, expires }: { date: string; expires?: string | undefined },
  subject: string,
  valueAt: (key: "date" | "expires") => Position,
  today: string,
): Diagnostic[] {
  // Somebody east of Greenwich may write a day that UTC has not reached.
  if (daysFrom(today, date) > 1)
    return [error("date-in-future", valueAt("date"), `${subject} is dated ${date}, which is to come`)];
  if (expires === undefined) return [];
  const left = daysFrom(today, expires);
  const hint = "remove it if it is no longer needed; else review it and set `date` and `expires` anew";
  if (left < 0) return [error("expired", valueAt("expires"), `${subject} expired on ${expires}`, hint)];
  if (left > NOTICE) return [];
  return [warning("expires-soon", valueAt("expires"), `${subject} expires on ${expires}`, hint)];
}

function daysFrom(a: string, b: string): number {
  return (Date.parse(b) - Date.parse(a)) / (24 * 60 * 60 * 1000);
}
