import { differences, tallyOf } from "../../../../cli/review/report/differences.ts";
import { policyOn } from "../../../../cli/review/report/policy.ts";
import { riskOf } from "../../../../cli/review/report/risk.ts";
import { stagingAccess } from "../../../../cli/review/access/stackAccess.ts";
import type { ChangeReport } from "../../../../cli/review/report/schema.ts";
import { affectedPart, differingProjects } from "../../../../inventory/part/affected.ts";
import { selectBoth } from "../../../../inventory/part/part.ts";
import { evaluate } from "../../../../cli/review/plan/evaluate.ts";
import { settingsOf } from "../../../../cli/review/plan/stackConfig.ts";
import program from "../../../../stacks/index.ts";
import { configOver, settings } from "../../../support/settings.ts";
import { dozen, type Edit } from "./changes.ts";

const bothSettings = { staging: { ...settingsOf("staging"), ...settings }, prod: settingsOf("prod") };

/** The report of a change of the frozen dozen, without git. */
export async function reportOn(edit: Edit, more: Partial<ChangeReport> = {}): Promise<ChangeReport> {
  const [base, head] = [dozen(), dozen(edit)];
  const part = selectBoth({ base, head }, affectedPart({ base, head }));
  const config = configOver("none");
  const plans = [
    await evaluate("staging", config, () => program(part.base)),
    await evaluate("staging", config, () => program(part.head)),
  ] as const;
  const owners = differences(...plans);
  const report = {
    version: 1 as const,
    stack: "staging",
    base: { revision: "main", commit: "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b" },
    head: { commit: "f1e2d3c4b5a6978869504132a3b4c5d6e7f80912", dirty: false },
    notCovered: [],
    rules: [],
    promotion: [],
    tally: tallyOf(owners.flatMap(({ changes }) => changes)),
    owners,
    prowJobs: [],
    access: stagingAccess({ base, head }, differingProjects({ base, head }), bothSettings, bothSettings),
    checks: [],
    policy: policyOn(...plans, { base: [], head: [] }, "2026-11-22"),
    ...more,
  };
  return { ...report, risk: riskOf(report, { plans }) };
}
