import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { fromRoot } from "../../boot/root.ts";

interface Job {
  readonly name: string;
  readonly cluster: string;
  readonly branches?: readonly string[];
  readonly run_if_changed?: string;
  readonly optional?: boolean;
  readonly skip_report?: boolean;
  readonly interval?: string;
  readonly max_concurrency: number;
  readonly job_queue_name?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: {
    readonly serviceAccountName?: string;
    readonly containers: readonly {
      readonly image: string;
      readonly command: readonly string[];
      readonly args?: readonly string[];
    }[];
  };
}

const read = (path: string): unknown => parse(readFileSync(fromRoot(`prow/jobs/${path}`), "utf8"));
const jobs = read("trusted/k8sio-promotion-trusted.yaml") as {
  readonly postsubmits: Readonly<Record<string, readonly Job[]>>;
  readonly periodics: readonly Job[];
};
const { presubmits: byRepository } = read("k8sio-promotion-presubmits.yaml") as {
  readonly presubmits: Readonly<Record<string, readonly Job[]>>;
};
const presubmits = byRepository["kubernetes/k8s.io"]!;
const postsubmits = jobs.postsubmits["kubernetes/k8s.io"]!;

test("a pull request is checked, planned and dry-run without credentials", () => {
  expect(presubmits.map(({ name, cluster, spec }) => [name, cluster, spec.serviceAccountName])).toEqual([
    ["pull-k8sio-promote-check", "k8s-infra-prow-build", undefined],
    ["pull-k8sio-promote-plan", "k8s-infra-prow-build", undefined],
    ["pull-k8sio-cip", "k8s-infra-prow-build", undefined],
  ]);
  const said = JSON.stringify(presubmits);
  expect(said).not.toContain("--confirm");
  expect(said).not.toContain("secret");
});

test("the postsubmit and the four-hourly periodic promote one run at a time, in a shared queue", () => {
  const writing = [...postsubmits, ...jobs.periodics];
  expect(
    writing.map(({ name, cluster, spec, max_concurrency, job_queue_name, interval }) => ({
      name,
      cluster,
      account: spec.serviceAccountName,
      max_concurrency,
      job_queue_name,
      interval,
      confirm: spec.containers[0]!.args!.includes("--confirm"),
    })),
  ).toEqual(
    [
      { name: "post-k8sio-image-promo", interval: undefined },
      { name: "ci-k8sio-image-promo", interval: "4h" },
    ].map((job) => ({
      ...job,
      cluster: "k8s-infra-prow-build-trusted",
      account: "k8s-infra-gcr-promoter",
      max_concurrency: 1,
      job_queue_name: "k8sio-image-promo",
      confirm: true,
    })),
  );
  const config = parse(readFileSync(fromRoot("prow/config.yaml"), "utf8")) as {
    plank: { job_queue_capacities: object };
  };
  expect(config.plank.job_queue_capacities).toEqual({ "k8sio-image-promo": 1 });
});

test("promotion jobs alert on their first failure", () => {
  for (const { annotations } of [...postsubmits, ...jobs.periodics]) {
    expect(annotations).toMatchObject({
      "testgrid-alert-email": "k8s-infra-alerts@kubernetes.io, release-managers+alerts@kubernetes.io",
      "testgrid-num-failures-to-alert": "1",
    });
  }
});

test.each([
  ["registry.k8s.io/images/k8s-staging-kro/images.yaml", true, true, true],
  ["registry.k8s.io/manifests/k8s-staging-kro/promoter-manifest.yaml", true, true, true],
  ["registry.k8s.io/images/k8s-staging-kro/OWNERS", true, false, false],
  ["registry.k8s.io/images/k8s-staging-kro/imaegs.yaml", true, false, false],
  ["infra/registry/promotion.yaml", true, true, false],
  ["infra/registry/promotion.yaml.orig", true, false, false],
  ["groups/sig-node/groups.yaml", false, false, false],
])("a change to %s is checked: %s, planned: %s, promoted: %s", (path, checked, planned, promoted) => {
  const runs = ({ run_if_changed }: Job) => new RegExp(run_if_changed!).test(path);
  expect([...presubmits, ...postsubmits].map(runs)).toEqual([checked, planned, promoted, promoted]);
});

test("no check of a pull request is optional", () => {
  expect(presubmits.filter(({ optional, skip_report }) => optional || skip_report)).toEqual([]);
});

test("every job image is pinned, and all jobs use the same kpromo", () => {
  const images = [...presubmits, ...postsubmits, ...jobs.periodics].flatMap(({ spec }) =>
    spec.containers.map(({ image }) => image),
  );
  expect([...new Set(images)].sort()).toEqual([
    "public.ecr.aws/docker/library/node:22.23.3-bookworm@sha256:363e1587494626837fa7f9a23bdb453d13b0ff3c67c705c2805cfc69c2d2fad7",
    "registry.k8s.io/artifact-promoter/kpromo:v4.5.1-0",
  ]);
});

test("the promotion jobs' service account may act as the production registry's promoter", () => {
  const production = parse(readFileSync(fromRoot("infra/registry/production.yaml"), "utf8")) as {
    registries: Record<string, { accounts: Record<string, { promotes?: boolean; used_by?: string[] }> }>;
  };
  const promoters = Object.values(production.registries["k8s-artifacts-prod"]!.accounts).filter(
    ({ promotes }) => promotes,
  );
  const users = promoters.flatMap(({ used_by: usedBy = [] }) => usedBy);
  for (const { spec } of [...postsubmits, ...jobs.periodics]) {
    expect(users).toContain(`test-pods/${spec.serviceAccountName!}`);
  }
});
