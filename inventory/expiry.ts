import type { Data } from "./data.ts";
import type { Diagnostic } from "./diagnostics.ts";
import { error, inReadingOrder, warning } from "./diagnostics.ts";
import { checkExpiry as checkWaivers } from "./groups/limits.ts";
import type { SpecialCase, StagingProject } from "./types.ts";

/** How long before its last day an exception is announced, in days. */
const NOTICE = 30;

/** Of one day. */
const MILLISECONDS = 24 * 60 * 60 * 1000;

/** The day on which data is judged, in UTC, as YYYY-MM-DD. */
export function today(now: Date = new Date()): string {
  return now.toISOString().slice(0, "YYYY-MM-DD".length);
}

/** The day so many days after another; both as YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  return today(new Date(Date.parse(day) + days * MILLISECONDS));
}

/**
 * Which exceptions have run out on a day (YYYY-MM-DD), and which retired projects may leave. Not a part of loading: what is applied must not change because a
 * day has passed, and somebody who reads an old revision wants it as it was.
 */
export function checkExpiries(
  { inventory, limits, sourceExceptions }: Pick<Data, "inventory" | "limits" | "sourceExceptions">,
  day: string,
): Diagnostic[] {
  const cases = inventory.stagingProjects.flatMap(({ specialCases }) => specialCases);
  const byId = new Map(cases.map((special) => [special.id, special]));
  return inReadingOrder([
    ...[...byId.values()].flatMap((special) =>
      checkException("special-case", `the special case ${special.id}`, special, day),
    ),
    ...sourceExceptions.flatMap((exception) =>
      checkException("source-exception", `the exception for ${exception.repository}`, exception, day),
    ),
    ...inventory.stagingProjects.flatMap((project) => checkRetired(project, day)),
    ...checkWaivers(limits, day),
  ]);
}

/** A retired project whose day has come is not forgotten in the list. */
function checkRetired(
  { id, name, readOnlyUntil, origin, declared }: StagingProject,
  day: string,
): Diagnostic[] {
  if (readOnlyUntil === undefined || readOnlyUntil > day) return [];
  const message = `${id} was to be read until ${readOnlyUntil}: its entry may leave`;
  const hint = `\`bin/infra offboard ${name}\` removes it; nothing is deleted in the cloud`;
  return [warning("retirement-due", declared["read_only_until"] ?? origin, message, hint)];
}

/** What nobody renews, nobody wants. */
function checkException(
  rule: string,
  subject: string,
  { date, expires, origin }: Pick<SpecialCase, "date" | "expires" | "origin">,
  day: string,
): Diagnostic[] {
  // Somebody east of Greenwich may write a day that UTC has not reached.
  if (daysFrom(day, date) > 1)
    return [error("date-in-future", origin, `${subject} is dated ${date}, which is to come`)];
  if (expires === undefined) return [];
  const left = daysFrom(day, expires);
  const hint = "remove it if it is no longer needed; else review it and set `date` and `expires` anew";
  if (left < 0) return [error(`${rule}-expired`, origin, `${subject} expired on ${expires}`, hint)];
  if (left > NOTICE) return [];
  return [warning(`${rule}-expires`, origin, `${subject} expires on ${expires}`, hint)];
}

function daysFrom(a: string, b: string): number {
  return (Date.parse(b) - Date.parse(a)) / MILLISECONDS;
}
