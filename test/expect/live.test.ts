/** What must hold of the data as it stands, whatever it is: adding a project changes no test. */
import { expect, test } from "vitest";
import { evaluate } from "../../cli/plan/evaluate.ts";
import { describeBuilds } from "../../components/builds/describe.ts";
import { buildsImportIds } from "../../components/builds/import-ids.ts";
import { describeRegistryProxy } from "../../components/registry-proxy/describe.ts";
import { registryProxyImportIds } from "../../components/registry-proxy/import-ids.ts";
import { describeStagingProject } from "../../components/staging-project/describe.ts";
import { stagingProjectImportIds } from "../../components/staging-project/import-ids.ts";
import { describeStagingRepository } from "../../components/staging-repository/describe.ts";
import { stagingRepositoryImportIds } from "../../components/staging-repository/import-ids.ts";
import { OWN_DATA, loadData } from "../../inventory/data.ts";
import { loadInventory } from "../../inventory/load.ts";
import { fromRoot } from "../../inventory/root.ts";
import { configOver, settings } from "../support/settings.ts";

test("the project's own data has no mistakes, not even warnings", () => {
  expect(loadData(OWN_DATA).diagnostics).toEqual([]);
});

test("every staging project becomes one project, and no URN comes twice", async () => {
  const plan = await evaluate("staging", configOver("infra/gcp/infra.yaml", "groups", "infra/registry"));
  const { inventory } = loadInventory(fromRoot("infra/gcp/infra.yaml"));
  const projects = plan
    .filter(({ type }) => type === "gcp:organizations/project:Project")
    .map(({ name }) => name);
  expect(projects.sort()).toEqual(inventory?.stagingProjects.map(({ id }) => id));
  expect(new Set(plan.map(({ urn }) => urn)).size).toBe(plan.length);
});

test("every resource but those that Google names has an import id, and no id comes twice within a type", async () => {
  const plan = await evaluate("staging", configOver("infra/gcp/infra.yaml", "groups", "infra/registry"));
  const { inventory } = loadData(OWN_DATA).data!;
  const ids: Record<string, string> = {};
  const { proxy } = loadData(OWN_DATA).data!.registry;
  Object.assign(ids, registryProxyImportIds(describeRegistryProxy(proxy, proxy.stacks.staging!)));
  for (const project of inventory.stagingProjects) {
    Object.assign(ids, stagingProjectImportIds(describeStagingProject(project, settings)));
    Object.assign(ids, stagingRepositoryImportIds(describeStagingRepository(project)));
    Object.assign(ids, buildsImportIds(describeBuilds(project, settings)));
  }
  const resources = plan.filter(({ type }) => type.startsWith("gcp:"));
  const without = resources.filter(({ name }) => ids[name] === undefined).map(({ type }) => type);
  expect([...new Set(without)].sort()).toEqual([
    // The member is the writer that Google makes for the sink.
    "gcp:bigquery/datasetIamMember:DatasetIamMember",
    "gcp:monitoring/alertPolicy:AlertPolicy",
    "gcp:monitoring/notificationChannel:NotificationChannel",
    "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
    "gcp:resourcemanager/lien:Lien",
  ]);
  const known = resources.filter(({ name }) => ids[name]).map(({ type, name }) => `${type} ${ids[name]!}`);
  expect(new Set(known).size).toBe(known.length);
});

test("the frozen 92 of the facts become 3,673 resources", async () => {
  expect(await evaluate("staging", configOver("test/fixtures/frozen/infra.yaml"))).toHaveLength(3673);
});

test("upstream's own file becomes as many projects", async () => {
  const plan = await evaluate("staging", configOver("test/fixtures/inventory/upstream-infra.yaml"));
  expect(plan.filter(({ type }) => type === "gcp:organizations/project:Project")).toHaveLength(92);
});
