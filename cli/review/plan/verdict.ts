import { loadExceptions, type PolicyException } from "../../../inventory/exceptions/load.ts";
import { counted } from "../../../terminal/wording.ts";
import { rules } from "../../../policy/rules/index.ts";
import { judge, type Verdict } from "../../../policy/verdict.ts";
import type { PlannedResource } from "./monitor.ts";
import { badData } from "../../../inventory/check/required.ts";

/**
 * Returns the verdict of policy/ on a plan. Throws a `UserError` for mistakes in the file of exceptions.
 *
 * @param day the day on which exceptions must be valid, as `YYYY-MM-DD`
 * @param ownData whether the plan is of the project's own data; exceptions are for that data, so that with other data
 * none is reported as unused
 */
export function verdictOn(resources: readonly PlannedResource[], day: string, ownData = true): Verdict {
  const verdict = verdictBy(resources, ownExceptions(), day);
  return ownData ? verdict : { ...verdict, notes: [] };
}

/** The same, with the given exceptions. */
export function verdictBy(
  resources: readonly PlannedResource[],
  exceptions: readonly PolicyException[],
  day: string,
): Verdict {
  const judged = resources.map(({ inputs, ...resource }) => ({ ...resource, props: inputs }));
  return judge(judged, exceptions, day);
}

/** Loads the project's current exceptions. Throws a `UserError` for mistakes in their file. */
export function ownExceptions(): readonly PolicyException[] {
  const { records: exceptions, diagnostics } = loadExceptions();
  if (exceptions === undefined) throw badData(diagnostics);
  return exceptions;
}

/** Formats the verdict for people: every violation with its remedy, exceptions that need attention, and counts. */
export function verdictLines({ violations, excepted, notes }: Verdict): string[] {
  const broken = violations.flatMap(({ rule, severity, message, remediation }) => [
    `${severity}: ${message} [${rule}]`,
    `    ${remediation}`,
  ]);
  const counts = [
    violations.length > 0 ? counted(violations.length, "violation") : "no violations",
    ...(excepted.length > 0 ? [counted(excepted.length, "exception")] : []),
  ];
  return [...broken, ...notes, `policy: ${counted(rules.length, "rule")}, ${counts.join(", ")}`];
}
