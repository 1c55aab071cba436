/** What `plan` says a stack declares is what the real engine has in its state after `up`, resource by resource. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PlannedResource } from "../../cli/plan/monitor.ts";
import type { PlanReport } from "../../cli/plan/report.ts";
import { LOCALCLOUD_MARKER } from "../../components/tokens.ts";
import { UNKNOWN } from "../../policy/resource.ts";
import { fromRoot } from "../../inventory/root.ts";
import { NO_PROXY, infra, stateOf, testFolder, type StateResource } from "../support/infra.ts";
import { pulumiWithoutRunner } from "../support/pulumi.ts";

/** Both sides in one form; of the state's inputs only those that the plan has: a provider adds its defaults. */
const planned = ({ urn, type, parent, inputs, dependsOn, protect, retainOnDelete }: PlannedResource) => ({
  urn,
  type,
  parent,
  inputs: Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== UNKNOWN)),
  dependsOn,
  protect,
  retainOnDelete,
});
const inState = (resource: StateResource, like: PlannedResource) => ({
  urn: resource.urn,
  type: resource.type,
  parent: resource.parent ?? "",
  inputs: Object.fromEntries(
    Object.entries(resource.inputs ?? {}).filter(([key]) => (like.inputs[key] ?? UNKNOWN) !== UNKNOWN),
  ),
  dependsOn: (resource.dependencies ?? []).toSorted(),
  protect: resource.protect ?? false,
  retainOnDelete: resource.retainOnDelete ?? false,
});

test("the plan of the dozen equals the state after up", async () => {
  const state = join(testFolder(), "state");
  const files = {
    infraFile: fromRoot("test/fixtures/dozen/infra.yaml"),
    groupsFolder: fromRoot("test/fixtures/few-groups"),
    registryFolder: NO_PROXY,
  };
  // The dozen breaks rules, to have every special case.
  const { run, configFile } = await pulumiWithoutRunner(state, files, fromRoot("."));
  await run("up", "--stack", "staging", "--config-file", configFile, "--yes", "--skip-preview");
  // Only local runs have the marker, and a plan speaks of the stack as it is for the real clouds.
  const inEngine = stateOf(state).filter(({ type }) => type !== LOCALCLOUD_MARKER);
  const byUrn = new Map(inEngine.map((resource) => [resource.urn, resource]));

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
  expect(resources.map(({ urn }) => urn).sort()).toEqual([...byUrn.keys()].sort());
  // A provider's inputs are texts in the state, whatever the program gave.
  const compared = resources.filter(({ type }) => !type.startsWith("pulumi:"));
  expect(compared.map((resource) => inState(byUrn.get(resource.urn)!, resource))).toEqual(
    compared.map(planned),
  );
});
