import type { ChangeReport } from "./schema.ts";

/**
 * Leaves out of a report what another stack's, of the same change and above it, says already: what is in no stack, and
 * what both follow from.
 */
export function beyond(report: ChangeReport, above: ChangeReport): ChangeReport {
  const isSaid = <T>(items: readonly T[]) => {
    const said = new Set(items.map((item) => JSON.stringify(item)));
    return (item: T) => said.has(JSON.stringify(item));
  };
  const saidReason = isSaid(above.risk.reasons);
  const saidCheck = isSaid(above.checks);
  const reasons = report.risk.reasons.filter((reason) => reason.level === "none" || !saidReason(reason));
  const nothing = { level: "none" as const, text: `Nothing beyond what is said of ${above.stack}.` };
  return {
    ...report,
    notCovered: [],
    rules: [],
    promotion: [],
    checks: report.checks.filter((check) => !saidCheck(check)),
    risk: { level: reasons[0]?.level ?? "none", reasons: reasons.length > 0 ? reasons : [nothing] },
  };
}
