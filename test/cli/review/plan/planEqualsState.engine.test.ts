/** The resources that `plan` declares for a stack equal those in the real engine's state after `up`. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PlanReport } from "../../../../cli/review/plan/report.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { declaredAndApplied } from "../../../support/inState.ts";
import { NO_PROXY, infra, testFolder } from "../../../support/infra.ts";
import { pulumiWithoutRunner } from "../../../support/pulumi.ts";

test("the plan for the frozen dozen equals the state after up", async () => {
  const state = join(testFolder(), "state");
  const files = {
    infraFile: fromRoot("test/fixtures/dozen/infra.yaml"),
    groupsFolder: fromRoot("test/fixtures/few-groups"),
    registryFolder: NO_PROXY,
  };
  // The dozen breaks rules, because it has every special case.
  const run = await pulumiWithoutRunner(state, files, fromRoot("."));
  await run("up", "--yes", "--skip-preview");
  const data = [
    "--infra",
    files.infraFile,
    "--groups",
    files.groupsFolder,
    "--registry",
    files.registryFolder,
  ];
  const plan = await infra(["plan", "staging", "--json", ...data]);
  const { resources } = JSON.parse(plan.stdout) as PlanReport;
  const { declared, applied } = declaredAndApplied(resources, state);
  expect(applied).toEqual(declared);
});
