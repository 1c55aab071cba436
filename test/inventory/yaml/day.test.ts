import { expect, test } from "vitest";
import { daysAfter, daysBetween, today } from "../../../inventory/yaml/day.ts";

test.each([
  ["2026-12-31", 1, "2027-01-01"],
  ["2027-02-28", 1, "2027-03-01"],
  ["2028-02-28", 1, "2028-02-29"],
  ["2028-02-29", 365, "2029-02-28"],
  ["2026-12-01", 90, "2027-03-01"],
  // Clocks are set forward on the last Sunday of March, and back on that of October.
  ["2027-03-27", 2, "2027-03-29"],
  ["2027-11-01", -2, "2027-10-30"],
])("from %s it is %i days to %s", (from, days, to) => {
  expect(daysAfter(from, days)).toBe(to);
  expect(daysBetween(from, to)).toBe(days);
});

test("the day is that of UTC, wherever the machine is", () => {
  expect(today(new Date("2026-12-31T23:30:00-01:00"))).toBe("2027-01-01");
  expect(today(new Date("2027-01-01T00:30:00+01:00"))).toBe("2026-12-31");
});
