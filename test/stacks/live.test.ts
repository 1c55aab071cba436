/** What must hold for the live data, whatever it contains: adding a project changes no test. */
import { expect, test } from "vitest";
import { evaluate } from "../../cli/review/plan/evaluate.ts";
import { dataIn, inventoryAt } from "../support/load.ts";
import { OWN_DATA } from "../../inventory/sources.ts";
import { fromRoot } from "../../boot/root.ts";
import { stagingImportIds } from "../../stacks/importIds.ts";
import { configOver, settings } from "../support/settings.ts";

test("the project's own data has no errors or warnings", () => {
  expect(dataIn().diagnostics).toEqual([]);
});

test("every staging project declares exactly one cloud project, and every URN is unique", async () => {
  const plan = await evaluate("staging", configOver("infra/gcp/infra.yaml", "groups", "infra/registry"));
  const { inventory } = inventoryAt(fromRoot("infra/gcp/infra.yaml"));
  const projects = plan
    .filter(({ type }) => type === "gcp:organizations/project:Project")
    .map(({ name }) => name);
  expect(projects.sort()).toEqual(inventory?.stagingProjects.map(({ id }) => id));
  expect(new Set(plan.map(({ urn }) => urn)).size).toBe(plan.length);
});

test("every resource but the dataset role has an import id or a lookup, and ids are unique within a type", async () => {
  const plan = await evaluate("staging", configOver("infra/gcp/infra.yaml", "groups", "infra/registry"));
  const { data } = dataIn();
  const ids = stagingImportIds(data!, { ...settings, ...OWN_DATA, clouds: "localcloud" });
  const resources = plan.filter(({ type }) => /^(gcp|googleworkspace):/.test(type));
  const looksUp = resources.filter(({ name }) => typeof ids.get(name) === "object").map(({ type }) => type);
  expect([...new Set(looksUp)].sort()).toEqual([
    "gcp:monitoring/alertPolicy:AlertPolicy",
    "gcp:monitoring/notificationChannel:NotificationChannel",
    "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
    "gcp:resourcemanager/lien:Lien",
  ]);
  const without = resources.filter(({ name }) => !ids.has(name)).map(({ type }) => type);
  expect([...new Set(without)].sort()).toEqual(["gcp:bigquery/datasetIamMember:DatasetIamMember"]);
  const known = resources
    .filter(({ name }) => ids.has(name))
    .map(({ type, name }) => `${type} ${JSON.stringify(ids.get(name))}`);
  expect(new Set(known).size).toBe(known.length);
});

test("the 92 frozen projects produce 3,673 resources", async () => {
  expect(await evaluate("staging", configOver("test/fixtures/frozen/infra.yaml"))).toHaveLength(3673);
});

test("upstream's own file produces 92 projects", async () => {
  const plan = await evaluate("staging", configOver("test/fixtures/inventory/upstream-infra.yaml"));
  expect(plan.filter(({ type }) => type === "gcp:organizations/project:Project")).toHaveLength(92);
});
