import { expect, test } from "vitest";
import { infraProgram } from "../../../cli/main.ts";
import { planReport, planTree } from "../../../cli/review/plan/report.ts";
import type { PlannedResource } from "../../../cli/review/plan/monitor.ts";
import { UserError } from "../../../terminal/userError.ts";
import { fromRoot } from "../../../boot/root.ts";

const resource = (type: string, name: string, parent: string, protect = false): PlannedResource => ({
  urn: `urn:pulumi:staging::k8s-registry::${type}::${name}`,
  type,
  name,
  parent,
  inputs: {},
  dependsOn: [],
  protect,
  retainOnDelete: true,
  aliases: [],
});
const stack = resource("pulumi:pulumi:Stack", "k8s-registry-staging", "");
const component = resource("k8s:registry:StagingProject", "k8s-staging-kind", stack.urn);
const project = resource("gcp:organizations/project:Project", "k8s-staging-kind", component.urn, true);
const services = ["a", "b", "c", "d", "e", "f"].map((name) =>
  resource("gcp:projects/service:Service", `k8s-staging-kind/${name}`, component.urn),
);
const lien = resource("gcp:resourcemanager/lien:Lien", "k8s-staging-kind/lien", component.urn);

test("the machine-readable report is sorted by URN, whatever the registration order, and counts by type", () => {
  const report = planReport("staging", [stack, lien, component, project]);
  expect(report.resources.map(({ name }) => name)).toEqual([
    "k8s-staging-kind",
    "k8s-staging-kind/lien",
    "k8s-staging-kind",
    "k8s-registry-staging",
  ]);
  expect(report.summary.byType).toEqual({
    "gcp:organizations/project:Project": 1,
    "gcp:resourcemanager/lien:Lien": 1,
    "k8s:registry:StagingProject": 1,
    "pulumi:pulumi:Stack": 1,
  });
});

test("the tree marks protected resources and folds many of one type", () => {
  expect(planTree(planReport("staging", [stack, component, ...services, lien, project])).split("\n")).toEqual(
    [
      "StagingProject k8s-staging-kind",
      "  Project k8s-staging-kind [protected]",
      "  6 Services",
      "  Lien lien",
      "staging: 10 resources",
      "       1 gcp:organizations/project:Project",
      "       6 gcp:projects/service:Service",
      "       1 gcp:resourcemanager/lien:Lien",
      "       1 k8s:registry:StagingProject",
      "       1 pulumi:pulumi:Stack",
    ],
  );
});

const run = (...args: readonly string[]) =>
  infraProgram().parseAsync(["node", "infra", "plan", "staging", ...args]);

test.each([["--head", "main"], ["--format", "markdown"], ["--artifacts", "folder"], ["--program"]])(
  "%s requires --base",
  async (...args) => {
    await expect(run(...args)).rejects.toThrow(new UserError(`${args[0]} needs --base: give both.`));
  },
);

test("an artifacts folder that cannot be created is refused in one sentence", async () => {
  const file = fromRoot("README.md");
  await expect(run("--base", "HEAD", "--artifacts", file)).rejects.toThrow(
    new UserError(`${file} cannot be written (EEXIST): name a folder of yours with --artifacts.`),
  );
});
