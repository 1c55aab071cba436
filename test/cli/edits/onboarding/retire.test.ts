import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loaded } from "../../../../cli/commands/onboard/run.ts";
import { projectNamed } from "../../../../cli/edits/onboarding/request.ts";
import { planRetirement } from "../../../../cli/edits/onboarding/retire.ts";
import { OWN_DATA } from "../../../../inventory/sources.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { DAYS } from "../../../support/days.ts";

const current = loaded(fromRoot("."));
const project = { ...projectNamed("kind", current)!, state: "frozen" as const };
const entry = "      k8s-staging-kind:\n";
const text = readFileSync(fromRoot(OWN_DATA.infraFile), "utf8");

test.each(DAYS)("retiring until %s adds its two lines and edits no comment that names the day", (day) => {
  const plan = planRetirement("retire", project, current, day);
  if ("unedited" in plan) throw new Error(plan.unedited);
  expect(plan.find(({ path }) => path === OWN_DATA.infraFile)?.text).toBe(
    text.replace(entry, `${entry}        state: retired\n        read_only_until: ${day}\n`),
  );
});
