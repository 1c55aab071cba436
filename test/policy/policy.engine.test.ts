/** The policy pack on the real engine reports word for word what `infra plan` reports without it. */
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { expect, test } from "vitest";
import { evaluate } from "../../cli/review/plan/evaluate.ts";
import { verdictOn } from "../../cli/review/plan/verdict.ts";
import { fromRoot } from "../../boot/root.ts";
import { REVIEWED } from "../support/days.ts";
import { NO_PROXY, testFolder, writeData } from "../support/infra.ts";
import { pulumiWithoutRunner } from "../support/pulumi.ts";
import violations from "../fixtures/violations/index.ts";

const fixture = fromRoot("test/fixtures/violations");

test("`infra plan` and the policy pack report the same violations, all in one run", async () => {
  const planned = verdictOn(await evaluate("staging", {}, violations), REVIEWED);
  const inPlan = planned.violations.map(({ rule, urn, message }) => ({ rule, urn, message }));

  const events = await preview();
  const policyEvents = events
    .flatMap(({ policyEvent }) => policyEvent ?? [])
    .filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  const inPack = policyEvents.map(({ policyName, resourceUrn, message }) => ({
    rule: policyName,
    urn: resourceUrn,
    // The rule's description precedes it.
    message: message.trim().split("\n").at(-1),
  }));
  expect(sorted(inPack)).toEqual(sorted(inPlan));
  expect([...new Set(inPlan.map(({ rule }) => rule))].sort()).toEqual([
    "basic-roles",
    "emptying",
    "group-settings",
    "labels",
    "liens",
    "names",
    "one-machine-writer",
    "one-way-of-granting",
    "own-project",
    "principal-kinds",
    "protection",
    "public-access",
    "refused-services",
    "retention",
    "uniform-bucket-access",
    "viewer-for-groups",
  ]);
});

const sorted = (found: readonly object[]) => found.map((violation) => JSON.stringify(violation)).sort();

/** Previews the fixture with the pack, as `pulumi preview --policy-pack policy` does. */
async function preview(): Promise<EngineEvent[]> {
  const folder = testFolder();
  const [, infraFile = "", , groupsFolder = ""] = writeData(folder, {});
  const stateFolder = join(folder, "state");
  const files = { infraFile, groupsFolder, registryFolder: NO_PROXY };
  const run = await pulumiWithoutRunner(stateFolder, files, fixture);
  const output = await run("preview", "--json", "--policy-pack", fromRoot("policy")).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  return output.stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as EngineEvent);
}
