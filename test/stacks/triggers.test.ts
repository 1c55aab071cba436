/** The triggers that the program declares for all 179 migrated builds, on frozen data. */
import { beforeAll, expect, test } from "vitest";
import { evaluate } from "../../cli/review/plan/evaluate.ts";
import type { PlannedResource } from "../../cli/review/plan/monitor.ts";
import { verdictOn } from "../../cli/review/plan/verdict.ts";
import { describeBuilds } from "../../components/builds/describe.ts";
import { buildsImportIds } from "../../components/builds/import-ids.ts";
import { maxTriggerName } from "../../inventory/builds/names.ts";
import { REVIEWED } from "../support/days.ts";
import { dataIn } from "../support/load.ts";
import { configOver, githubConnections, settings } from "../support/settings.ts";

const infraFile = "test/fixtures/triggers/infra.yaml";
let plan: readonly PlannedResource[];
beforeAll(async () => {
  const connections = { "k8s-registry:githubConnections": JSON.stringify(githubConnections) };
  plan = await evaluate("staging", { ...configOver(infraFile), ...connections });
});
const inBuilds = () => plan.filter(({ urn }) => urn.includes("::k8s:registry:Builds$"));

test("179 builds produce 257 triggers, 31 of them on a schedule", () => {
  const counts = new Map<string, number>();
  for (const { type } of inBuilds()) counts.set(type, (counts.get(type) ?? 0) + 1);
  expect(Object.fromEntries([...counts].sort())).toEqual({
    // 148 for branches, 78 for tags, 31 on a schedule.
    "gcp:cloudbuild/trigger:Trigger": 257,
    "gcp:cloudbuildv2/connection:Connection": 66,
    "gcp:cloudbuildv2/repository:Repository": 95,
    "gcp:cloudscheduler/job:Job": 31,
    "gcp:projects/iAMBinding:IAMBinding": 10,
    // Whoever starts the periodic ones of a project creates builds in it, and acts as its build account.
    "gcp:projects/iAMCustomRole:IAMCustomRole": 20,
    "gcp:projects/serviceIdentity:ServiceIdentity": 62,
    "gcp:secretmanager/secretIamMember:SecretIamMember": 62,
    "gcp:serviceaccount/account:Account": 10,
    "gcp:serviceaccount/iAMBinding:IAMBinding": 10,
  });
});

test("no build resource is protected or retained on delete, because a forgotten trigger would go on building", () => {
  expect(inBuilds().filter(({ retainOnDelete, protect }) => retainOnDelete || protect)).toEqual([]);
});

test("the plan violates no rule of policy/", () => {
  expect(verdictOn(plan, REVIEWED, false).violations).toEqual([]);
});

test("trigger names fit the length limit, and every URN is unique", () => {
  const names = inBuilds().map(({ inputs }) => String(inputs.name));
  expect(names.filter((name) => name.length > maxTriggerName)).toEqual([]);
  expect(new Set(plan.map(({ urn }) => urn)).size).toBe(plan.length);
});

test("a trigger depends on its linked repository and build account, and a connection on its secret's access", () => {
  const of = (type: string) => inBuilds().filter((resource) => resource.type === type);
  for (const { name, dependsOn } of of("gcp:cloudbuild/trigger:Trigger")) {
    const [project = ""] = name.split("/");
    expect(
      dependsOn.some((urn) =>
        urn.endsWith(`::${project}/${project.replace("k8s-staging-", "gcb-builder-")}`),
      ),
    ).toBe(true);
    expect(dependsOn.some((urn) => urn.includes("cloudbuildv2/repository"))).toBe(true);
  }
  for (const { dependsOn } of of("gcp:cloudbuildv2/connection:Connection")) {
    expect(dependsOn.some((urn) => urn.includes("secretIamMember"))).toBe(true);
  }
});

test("everything has an import id, except service identities and their access to secrets", () => {
  const { inventory } = dataIn({ infraFile, groupsFolder: "test/fixtures/few-groups" }).data!;
  const ids = new Set(
    inventory.stagingProjects.flatMap((project) =>
      Object.keys(buildsImportIds(describeBuilds(project, { ...settings, githubConnections }))),
    ),
  );
  const without = inBuilds().filter(({ name }) => !ids.has(name));
  expect([...new Set(without.map(({ type }) => type))].sort()).toEqual([
    "gcp:projects/serviceIdentity:ServiceIdentity",
    "gcp:secretmanager/secretIamMember:SecretIamMember",
  ]);
});
