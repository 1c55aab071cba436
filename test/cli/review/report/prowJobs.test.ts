/**
 * How a change affects the jobs of builds that Prow runs: they are not resources, but they still build what is pushed.
 */
import { expect, test } from "vitest";
import { differingProjects } from "../../../../inventory/part/affected.ts";
import { markdownReport } from "../../../../cli/review/report/markdown.ts";
import { prowJobChanges } from "../../../../cli/review/report/prowJobs.ts";
import { riskOf } from "../../../../cli/review/report/risk.ts";
import type { ChangeReport, Owner } from "../../../../cli/review/report/schema.ts";
import { terminalReport } from "../../../../cli/review/report/terminal.ts";
import type { StagingProject } from "../../../../inventory/projects/types.ts";
import { projectWithBuilds } from "../../../support/builds.ts";
import { dozen } from "./changes.ts";
import { reportOn } from "./sample.ts";

const KIND = "k8s-staging-kind";
const IMAGE = { imageBuilder: "gcr.io/k8s-staging-test-infra/image-builder:v1" };

/** The project with jobs of these names and their properties. */
function kind(jobs: Readonly<Record<string, string>>, state?: string): StagingProject {
  const lines = Object.entries(jobs).map(([name, says]) => `  ${name}: { runner: prow, ${says} }`);
  return projectWithBuilds(["sources: [kubernetes-sigs/kind]", "builds:", ...lines], state);
}

function changes(
  before: StagingProject | undefined,
  after: StagingProject,
  images = [IMAGE, IMAGE] as const,
) {
  const data = dozen();
  const having = (projects: StagingProject[]) => ({
    ...data,
    inventory: { ...data.inventory, stagingProjects: projects },
  });
  const pair = { base: having(before === undefined ? [] : [before]), head: having([after]) };
  return prowJobChanges(pair, differingProjects(pair), images);
}

async function reportWith(prowJobs: ChangeReport["prowJobs"], owners: Owner[] = []): Promise<ChangeReport> {
  const report = await reportOn({}, { prowJobs, owners });
  return { ...report, risk: riskOf(report, { plans: [[], []] }) };
}

const push = "post-kind-push-images";
const wider = () =>
  changes(kind({ [push]: "branches: [^main$]" }), kind({ [push]: "branches: [^main$, ^.*$]" }));

test("a Prow job with new branches is reported with them, as a medium risk", async () => {
  const update = {
    project: KIND,
    name: push,
    operation: "update",
    properties: [{ path: "branches", before: ["^main$"], after: ["^main$", "^.*$"] }],
  };
  expect(wider()).toEqual([update]);
  expect(
    terminalReport(await reportWith(wider()), false)
      .split("\n")
      .slice(0, 6),
  ).toEqual([
    "staging: no changes of resources, 1 Prow job to write",
    "medium risk: Automatic builds that push images change: 1 Prow job of k8s-staging-kind.",
    "",
    "Prow jobs, once `infra jobs image-pushing` has written them to kubernetes/test-infra:",
    "  ~ post-kind-push-images",
    "  +     branches: ^.*$",
  ]);
});

test("in a comment, Prow jobs that change in the same way are folded", async () => {
  const images = [IMAGE, { imageBuilder: `${IMAGE.imageBuilder}2` }] as const;
  const same = kind({
    [push]: "branches: [^main$]",
    "nightly-kind-push-images": "schedule: 0 4 * * *, branch: main",
  });
  const text = markdownReport(await reportWith(changes(same, same, images)));
  expect(text).toContain("### staging: no changes of resources, 2 Prow jobs to write\n");
  expect(text).toContain(
    [
      "**Prow jobs**, once `infra jobs image-pushing` has written them to kubernetes/test-infra",
      "",
      "<details>",
      "<summary><code>nightly-kind-push-images</code> and 1 more, alike</summary>",
      "",
      "```diff",
      "! nightly-kind-push-images, post-kind-push-images",
      "!     spec.containers[0].image: gcr.io/k8s-staging-test-infra/image-builder:v1 → gcr.io/k8s-staging-test-infra/image-builder:v12",
      "```",
      "",
      "</details>",
    ].join("\n"),
  );
});

test("freezing a project deletes its Prow jobs, which is a low risk", async () => {
  const jobs = { [push]: "branches: [^main$]" };
  const gone = changes(kind(jobs), kind(jobs, "frozen"));
  expect(gone).toEqual([{ project: KIND, name: push, operation: "delete", properties: [] }]);
  expect((await reportWith(gone)).risk).toEqual({
    level: "low",
    reasons: [{ level: "low", text: "Automatic builds are removed: 1 Prow job of k8s-staging-kind." }],
  });
});

test("the Prow jobs of a new project are a lower risk than new jobs of an existing one", async () => {
  const created = changes(undefined, kind({ [push]: "branches: [^main$]" }));
  expect(created).toEqual([{ project: KIND, name: push, operation: "create", properties: [] }]);
  const { tally } = await reportOn({});
  const owner: Owner = { name: KIND, kind: "StagingProject", presence: "new", tally, changes: [] };
  expect((await reportWith(created, [owner])).risk.level).toBe("low");
  expect((await reportWith(created)).risk.level).toBe("medium");
});

test("moving a build from one repository to another is reported", () => {
  const from = (repository: string) =>
    projectWithBuilds([
      "sources: [kubernetes-sigs/kind, kubernetes/kind]",
      `builds: { ${push}: { runner: prow, repository: ${repository}, branches: [^main$] } }`,
    ]);
  expect(changes(from("kubernetes-sigs/kind"), from("kubernetes/kind"))[0]!.properties).toContainEqual({
    path: "repository",
    before: "kubernetes-sigs/kind",
    after: "kubernetes/kind",
  });
});
