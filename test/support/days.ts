/**
 * The days that tests are given, which must not depend on the day that they run on. They come from the project's own
 * data, so that a new day there is tested at once, not when it comes.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../boot/root.ts";
import { USUAL_DAYS } from "../../inventory/changes/rules/retirements.ts";
import { ORGS_FILE, OWN_DATA } from "../../inventory/sources.ts";
import { EXCEPTIONS_FILE } from "../../inventory/exceptions/load.ts";
import type { Diagnostic } from "../../inventory/yaml/diagnostics.ts";
import { daysAfter } from "../../inventory/yaml/day.ts";

const data = ["infra", "groups"]
  .flatMap((name) => {
    const folder = fromRoot(name);
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file));
  })
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

const named = (pattern: RegExp): string[] =>
  [...new Set([...data.matchAll(pattern)].map(([, day]) => day!))].sort();

/** The day on which the project's own data were last reviewed: the newest `date` in them. */
export const REVIEWED = named(/^ +(?:- )?date: (\d{4}-\d\d-\d\d)/gm).at(-1)!;

/** Without what only reminds of a coming day: the newest exception may be younger than the reminder of another. */
export const lasting = (found: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.filter(({ rule }) => !rule.endsWith("-expires") && rule !== "retirement-due");

/**
 * Each day that the data or their comments name, and with it the days around it, the first of its 30 days of notice, the
 * days from and to which offboarding looks ahead, and the end of its month; and a leap day.
 */
export const DAYS: readonly string[] = [
  ...new Set([
    ...named(/\b(\d{4}-\d\d-\d\d)\b/g).flatMap((day) => [
      ...[-USUAL_DAYS, -31, -30, -1, 0, 1, USUAL_DAYS].map((days) => daysAfter(day, days)),
      ...monthEnd(day),
    ]),
    "2028-02-29",
  ]),
].sort();

/** The last day of a month and the first of the next. */
function monthEnd(day: string): string[] {
  const next = `${daysAfter(`${day.slice(0, "YYYY-MM".length)}-01`, 31).slice(0, "YYYY-MM".length)}-01`;
  return [daysAfter(next, -1), next];
}

/**
 * Makes the exceptions in the data of a clone hold on every day, for commands there that read the clock. Returns the
 * folder.
 */
export function holdingAlways(clone: string): string {
  for (const name of [
    OWN_DATA.infraFile,
    ORGS_FILE,
    EXCEPTIONS_FILE,
    `${OWN_DATA.groupsFolder}/limits.yaml`,
  ]) {
    const file = join(clone, name);
    const text = readFileSync(file, "utf8");
    const past = text.replaceAll(/(?<=^ +(?:- )?date: )[\d-]+/gm, "2000-01-01");
    writeFileSync(file, past.replaceAll(/(?<=^ +(?:- )?expires: )[\d-]+/gm, "9999-12-31"));
  }
  return clone;
}
