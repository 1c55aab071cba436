/** Schedules of Prow's builds, read by the package that Prow uses. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { intervalHours, scheduleFault } from "../../../inventory/builds/schedule.ts";
import { readAsGo } from "../../support/goYaml.ts";

const number = fc.integer({ min: 0, max: 32 }).map(String);
const word = fc.constantFrom("*", "JAN", "feb", "DEC", "SUN", "mon", "SAT", "7", "MOON");
const range = fc.oneof(
  { weight: 2, arbitrary: fc.constant("*") },
  number,
  word,
  fc.tuple(number, number).map(([from, to]) => `${from}-${to}`),
  fc.tuple(word, word).map(([from, to]) => `${from}-${to}`),
);
const item = fc.oneof(
  { weight: 3, arbitrary: range },
  fc.tuple(range, number).map((parts) => parts.join("/")),
);
const field = fc.oneof(
  { weight: 4, arbitrary: item },
  fc.tuple(item, item).map((items) => items.join(",")),
);
const schedule = fc.tuple(field, field, field, field, field).map((fields) => fields.join(" "));

test("Prow reads every schedule that passes for it, and runs it some day", () => {
  const passed = fc
    .sample(fc.noBias(schedule), { numRuns: 20_000, seed: 24 })
    .filter((text) => intervalHours(text) === undefined && scheduleFault(text, "prow") === undefined);
  expect(passed.length).toBeGreaterThan(200);
  const answers = readAsGo(passed.map((text) => ({ kind: "cron", text })));
  const refused = answers.flatMap(({ value }, index) => (value === true ? [] : [passed[index]]));
  expect(refused).toEqual([]);
});
