/** What `plan` says a stack declares is what the real engine has in its state after `up`, resource by resource. */
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PlannedResource } from "../../cli/plan/monitor.ts";
import type { PlanReport } from "../../cli/plan/report.ts";
import { LOCALCLOUD_MARKER } from "../../components/tokens.ts";
import { UNKNOWN } from "../../policy/resource.ts";
import { NO_PROXY, infra, stateOf, testFolder, type StateResource } from "../support/infra.ts";

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
  const data = [
    "--infra",
    fixture("dozen/infra.yaml"),
    "--groups",
    fixture("few-groups"),
    "--registry",
    NO_PROXY,
  ];
  expect((await infra(["up", "staging", "--state", state, ...data])).code).toBe(0);
  // Only local runs have the marker, and a plan speaks of the stack as it is for the real clouds.
  const inEngine = stateOf(state).filter(({ type }) => type !== LOCALCLOUD_MARKER);
  const byUrn = new Map(inEngine.map((resource) => [resource.urn, resource]));

  const { resources } = JSON.parse(
    (await infra(["plan", "staging", "--json", ...data])).stdout,
  ) as PlanReport;
  expect(resources.map(({ urn }) => urn).sort()).toEqual([...byUrn.keys()].sort());
  // A provider's inputs are texts in the state, whatever the program gave.
  const compared = resources.filter(({ type }) => !type.startsWith("pulumi:"));
  expect(compared.map((resource) => inState(byUrn.get(resource.urn)!, resource))).toEqual(
    compared.map(planned),
  );
});

const fixture = (name: string) => new URL(`../fixtures/${name}`, import.meta.url).pathname;
