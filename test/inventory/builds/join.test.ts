/** Joins builds to their projects. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkBuildProjects } from "../../../inventory/check/buildProjects.ts";
import { loadInventory } from "../../../inventory/projects/load.ts";
import { sourceOf } from "../../../inventory/yaml/source.ts";
import { dataIn } from "../../support/load.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { testFolder } from "../../support/infra.ts";
import { load } from "./diagnose.ts";

const projects = sourceOf(
  "infra.yaml",
  `infra:
  prod:
    projects:
      k8s-artifacts-prod:
  staging:
    projects:
      k8s-staging-builds: { profile: build-only }
      k8s-staging-kind:
      k8s-staging-kops:
`,
);
const { inventory } = loadInventory(projects);
const text = "sources: [kubernetes/a]\nbuilds:\n  post-NAME: { branches: [^main$] }\n";
const builds = (...projects: string[]) =>
  load(Object.fromEntries(projects.map((id) => [`${id}.yaml`, text.replace("NAME", id)]))).builds!;

test("each project gets the builds of its file, and a project without a file gets none", () => {
  const { inventory: whole } = loadInventory(projects, builds("k8s-staging-kind"));
  expect(whole!.stagingProjects.map(({ id, builds }) => [id, builds.map(({ name }) => name)])).toEqual([
    ["k8s-staging-builds", []],
    ["k8s-staging-kind", ["post-k8s-staging-kind"]],
    ["k8s-staging-kops", []],
  ]);
  expect(Object.isFrozen(whole!.stagingProjects[1]!.builds)).toBe(true);
});

test("a builds file must be named after a staging project that has repositories", () => {
  const found = builds("k8s-staging-kinds", "k8s-artifacts-prod", "k8s-staging-builds");
  expect(formatDiagnostics(checkBuildProjects(inventory!, found)).split("\n").slice(0, -1)).toEqual([
    "builds/k8s-artifacts-prod.yaml:1:1: error: the file is named after k8s-artifacts-prod, which is a project of type prod [builds-without-project]",
    "    name the file after a staging project, or declare the project in infra.yaml",
    "builds/k8s-staging-builds.yaml:1:1: error: k8s-staging-builds has builds and no repository to write images to (profile build-only) [builds-without-repository]",
    "    remove the builds, or the profile",
    "builds/k8s-staging-kinds.yaml:1:1: error: the file is named after k8s-staging-kinds, which is not declared [builds-without-project]",
    "    name the file after a staging project, or declare the project in infra.yaml",
  ]);
});

test("builds are loaded from the folder next to infra.yaml, and an error in them makes the data invalid", () => {
  const folder = testFolder();
  const infraFile = join(folder, "infra.yaml");
  writeFileSync(
    infraFile,
    "infra: { staging: { projects: { k8s-staging-kind: { profile: build-only } } } }\n",
  );
  mkdirSync(join(folder, "builds"));
  writeFileSync(join(folder, "builds", "k8s-staging-kind.yaml"), "sources: [nobody/kind]\n");
  const { data, diagnostics } = dataIn({
    infraFile,
    groupsFolder: "test/fixtures/few-groups",
  });
  expect(data).toBeUndefined();
  expect(diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
    { file: join(folder, "builds/k8s-staging-kind.yaml"), line: 1, column: 11, rule: "source-not-owned" },
  ]);
});

test("build records hold everything in the data, with patterns expanded and defaults filled in", () => {
  const { builds } = load({
    "k8s-staging-kind.yaml": `sources: [kubernetes-sigs/kind, kubernetes/a]
builds:
  post-b:
    runner: prow
    reason: not yet
    repository: kubernetes-sigs/kind
    branches: [^main$]
    tags: [semver, ^chart-]
    paths: [images/**]
    directory: images
    build_file: nightly.yaml
    environment: { WHAT: x }
    env_passthrough: [WHAT]
    flags: { build-dir: ., with-git-dir: true, scratch-bucket: gs://k8s-staging-kind }
  nightly-a:
    repository: kubernetes/a
    schedule: every 24h
    branch: main
  post-c:
    repository: kubernetes/a
    skip: [^dependabot]
`,
  });
  const [project] = builds!;
  expect(project!.sources.map(({ repository }) => repository)).toEqual([
    "kubernetes-sigs/kind",
    "kubernetes/a",
  ]);
  const [nightly, pushed, every] = project!.builds.map((build) => ({
    ...build,
    origin: build.origin.line,
    declared: Object.keys(build.declared),
  }));
  expect(nightly).toEqual({
    name: "nightly-a",
    repository: "kubernetes/a",
    runner: "trigger",
    reason: undefined,
    branches: [],
    tags: [],
    skip: [],
    paths: [],
    periodic: { schedule: "every 24h", branch: "main" },
    events: [{ on: "schedule", triggerName: "nightly-a-schedule" }],
    directory: ".",
    buildFile: undefined,
    environment: {},
    envPassthrough: ["PULL_BASE_REF"],
    scratchBucket: "gs://k8s-staging-kind-gcb",
    flags: {},
    origin: 15,
    declared: ["repository", "schedule", "branch"],
  });
  expect(pushed).toMatchObject({
    runner: "prow",
    reason: "not yet",
    branches: ["^main$"],
    tags: [expect.stringMatching(/^\^v\(0\|/), "^chart-"],
    paths: ["images/**"],
    events: [
      { on: "branch", triggerName: "post-b-branch" },
      { on: "tag", triggerName: "post-b-tag" },
    ],
    directory: "images",
    buildFile: "nightly.yaml",
    environment: { WHAT: "x" },
    envPassthrough: ["WHAT"],
    scratchBucket: "gs://k8s-staging-kind",
    flags: { "build-dir": ".", "with-git-dir": true },
  });
  expect(every).toMatchObject({
    skip: ["^dependabot"],
    events: [
      { on: "branch", triggerName: "post-c-branch" },
      { on: "tag", triggerName: "post-c-tag" },
    ],
  });
});
