import type { Data } from "../data.ts";
import { error, inReadingOrder, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { daysBetween } from "../yaml/day.ts";
import { checkExpiry as checkWaivers } from "../groups/limits.ts";
import type { SpecialCase, StagingProject } from "../projects/types.ts";

/** How many days before its last day an exception is reported as expiring. */
const NOTICE = 30;

/**
 * Reports the exceptions that have expired on `day` (YYYY-MM-DD) or will soon, and the retired projects that may be
 * removed.
 *
 * Not part of loading: the passing of a day must not change what is applied, and an old revision must load as it was.
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

/** Reminds maintainers to remove a retired project once its day has come. */
function checkRetired(
  { id, name, readOnlyUntil, origin, declared }: StagingProject,
  day: string,
): Diagnostic[] {
  if (readOnlyUntil === undefined || readOnlyUntil > day) return [];
  const message = `${id} was readable until ${readOnlyUntil}: its entry can be removed now`;
  const hint = `\`bin/infra offboard ${name}\` removes it; nothing is deleted in the cloud`;
  return [warning("retirement-due", declared["read_only_until"] ?? origin, message, hint)];
}

/** An exception that nobody renews is no longer wanted. */
function checkException(
  rule: string,
  subject: string,
  { date, expires, origin }: Pick<SpecialCase, "date" | "expires" | "origin">,
  day: string,
): Diagnostic[] {
  // East of Greenwich, the local date may be a day ahead of UTC.
  if (daysBetween(day, date) > 1)
    return [error("date-in-future", origin, `${subject} is dated ${date}, which is in the future`)];
  if (expires === undefined) return [];
  const left = daysBetween(day, expires);
  const hint = "remove it if it is no longer needed; else review it and set `date` and `expires` anew";
  if (left < 0) return [error(`${rule}-expired`, origin, `${subject} expired on ${expires}`, hint)];
  if (left > NOTICE) return [];
  return [warning(`${rule}-expires`, origin, `${subject} expires on ${expires}`, hint)];
}
