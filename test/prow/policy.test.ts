/**
 * What kubernetes/test-infra requires of every job: its own tests (config/tests/jobs/jobs_test.go, 9cd5798cbb4f) and
 * Prow's, as far as they apply to these jobs.
 */
import { basename, dirname } from "node:path";
import { expect, test } from "vitest";
import { prowJobs } from "../support/prowJobs.ts";

const jobs = [...prowJobs.values()];

test("exactly the trusted cluster's jobs are in the trusted folder, and no presubmit runs on that cluster", () => {
  for (const { name, cluster, file, kind } of jobs) {
    expect(cluster === "k8s-infra-prow-build-trusted", name).toBe(dirname(file) === "trusted");
    if (kind === "presubmit") expect(cluster, name).toBe("k8s-infra-prow-build");
  }
});

test("every job's limits equal its requests and fit a node", () => {
  for (const { name, spec } of jobs) {
    for (const { resources } of spec.containers) {
      expect(resources.limits, name).toEqual(resources.requests);
      expect(Number(resources.limits.cpu), name).toBeLessThanOrEqual(7);
      expect(Number(/^(\d+)Gi$/.exec(resources.limits.memory)![1]), name).toBeLessThanOrEqual(27);
    }
  }
});

test("a presubmit has no service account, volume, cluster token or environment variable", () => {
  for (const { name, kind, spec } of jobs) {
    if (kind !== "presubmit") continue;
    expect(spec.serviceAccountName, name).toBeUndefined();
    expect(spec.volumes, name).toBeUndefined();
    // Prow's default when there is no account (pkg/pod-utils/decorate/podspec.go); our jobs set it explicitly.
    expect(spec.automountServiceAccountToken ?? false, name).toBe(false);
    expect(
      spec.containers.flatMap(({ env = [] }) => env),
      name,
    ).toEqual([]);
  }
});

test("job names and file names are unique", () => {
  expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
  const files = [...new Set(jobs.map(({ file }) => file))];
  expect(new Set(files.map((file) => basename(file))).size).toBe(files.length);
});

test("postsubmits and periodics use only main, run one at a time, and can be rerun by named teams", () => {
  for (const {
    name,
    kind,
    branches,
    extra_refs: refs,
    max_concurrency: most,
    rerun_auth_config: rerun,
  } of jobs) {
    if (kind === "presubmit") continue;
    expect(most, name).toBe(1);
    expect(rerun?.github_team_slugs.length, name).toBeGreaterThan(0);
    if (kind === "postsubmit") expect(branches, name).toEqual(["^main$"]);
    else expect(refs, name).toEqual([{ org: "kubernetes", repo: "k8s.io", base_ref: "main" }]);
  }
});

test("every job image is pinned to a fixed version", () => {
  const images = new Set(jobs.flatMap(({ spec }) => spec.containers.map(({ image }) => image)));
  expect([...images].sort()).toEqual([
    "public.ecr.aws/docker/library/node:22.23.3-bookworm@sha256:363e1587494626837fa7f9a23bdb453d13b0ff3c67c705c2805cfc69c2d2fad7",
    "registry.k8s.io/artifact-promoter/kpromo:v4.5.1-0",
    "us-central1-docker.pkg.dev/k8s-staging-infra-tools/images/registry-infra:v0.0.0",
  ]);
});
