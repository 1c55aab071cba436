/** What the passing of days reports on the project's own data, on each day that matters for them. */
import { expect, test } from "vitest";
import { checkExpiries } from "../../../inventory/check/expiry.ts";
import { dataIn } from "../../support/load.ts";
import { loadExceptions } from "../../../inventory/exceptions/load.ts";
import { daysAfter } from "../../../inventory/yaml/day.ts";
import { DAYS, REVIEWED } from "../../support/days.ts";

const { inventory, limits, sourceExceptions } = dataIn().data!;
const special = new Map(
  inventory.stagingProjects.flatMap(({ specialCases }) => specialCases.map((one) => [one.id, one])),
);
const subjects = [
  ...[...special.values()].map(({ id, ...one }) => ({ subject: `the special case ${id}`, ...one })),
  ...sourceExceptions.map(({ repository, ...one }) => ({
    subject: `the exception for ${repository}`,
    ...one,
  })),
];

test("the days that tests are given include each day that the data name, and what comes after", () => {
  const expiries = [...subjects, ...loadExceptions().records!, ...limits.waivers].flatMap(
    ({ expires }) => expires ?? [],
  );
  expect(expiries.length).toBeGreaterThan(0);
  expect(DAYS).toEqual(
    expect.arrayContaining([
      ...["2026-12-31", "2027-02-28", "2028-02-29", REVIEWED],
      ...expiries.flatMap((day) => [day, daysAfter(day, 1), daysAfter(day, -90), daysAfter(day, 90)]),
      ...inventory.stagingProjects.flatMap(({ readOnlyUntil }) => readOnlyUntil ?? []),
    ]),
  );
});

test.each(DAYS)("on %s, an exception is reported from 30 days before its last day", (day) => {
  const expected = subjects.flatMap(({ subject, date, expires }) => {
    if (date > daysAfter(day, 1)) return [`error: ${subject} is dated ${date}, which is in the future`];
    if (expires === undefined || expires > daysAfter(day, 30)) return [];
    return [
      expires < day ? `error: ${subject} expired on ${expires}` : `warning: ${subject} expires on ${expires}`,
    ];
  });
  const due = inventory.stagingProjects.flatMap(({ id, readOnlyUntil }) =>
    readOnlyUntil !== undefined && readOnlyUntil <= day
      ? [`warning: ${id} was readable until ${readOnlyUntil}: its entry can be removed now`]
      : [],
  );
  const waivers = limits.waivers.flatMap(({ rule, subject, expires }) =>
    expires < day ? [`error: the waiver of ${rule} for ${subject} expired on ${expires}`] : [],
  );
  const found = checkExpiries({ inventory, limits, sourceExceptions }, day);
  expect(found.map(({ severity, message }) => `${severity}: ${message}`).sort()).toEqual(
    [...expected, ...due, ...waivers].sort(),
  );
});
