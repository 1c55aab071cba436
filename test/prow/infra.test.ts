/**
 * The jobs of the stacks: what triggers them, in which order, as whom, and that their commands run from a clean clone.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { stackConfig } from "../../cli/review/plan/stackConfig.ts";
import { ORGS_FILE, OWN_DATA } from "../../inventory/sources.ts";
import { fromRoot } from "../../boot/root.ts";
import { cleanClone, runJob } from "../support/cleanClone.ts";
import { holdingAlways } from "../support/days.ts";
import type { Report } from "../bench/main.ts";
import { testFolder } from "../support/infra.ts";
import { prowJobs, scriptOf } from "../support/prowJobs.ts";

const job = (name: string) => prowJobs.get(name)!;
const presubmits = ["check", "plan", "rehearse"].map((name) => job(`pull-k8sio-infra-${name}`));
const deploys = ["staging", "prod"].map((stack) => job(`post-k8sio-infra-deploy-${stack}`));
const drifts = ["staging", "prod"].map((stack) => job(`ci-k8sio-infra-drift-${stack}`));

const tracked = execFileSync("git", ["ls-files"], { cwd: fromRoot("."), encoding: "utf8" })
  .trim()
  .split("\n");

/** The files that do not trigger a job on their own. */
function skipped({ skip_if_only_changed: skip }: { readonly skip_if_only_changed?: string }): string[] {
  return tracked.filter((file) => new RegExp(skip!).test(file));
}

/** Everything that determines a stack: data, configuration, the program with all its imports, and packages. */
async function inputs(): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: fromRoot("."),
    entryPoints: ["cli/main.ts", "stacks/index.ts", "policy/pack.ts", "engine/pulumi/host/main.ts"],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outdir: "nowhere",
    logLevel: "silent",
  });
  const data = [...Object.values(OWN_DATA), "infra", ORGS_FILE];
  const files = tracked.filter(
    (file) =>
      data.some((path) => file === path || file.startsWith(`${path}/`)) ||
      /^(sdks|bin)\/|^Pulumi\.|^package(-lock)?\.json$|^engine\/go\.(mod|sum)$/.test(file),
  );
  return [...Object.keys(metafile.inputs), ...files].filter((file) => !/\.md$|\/OWNERS$/.test(file));
}

test("a change to any data, configuration, program file or package triggers every presubmit and deploy", async () => {
  const needed = await inputs();
  expect(needed).toEqual(
    expect.arrayContaining([
      "infra/gcp/infra.yaml",
      "infra/policy-exceptions.yaml",
      "groups/config.yaml",
      "Pulumi.prod.yaml",
      "components/staging-project/index.ts",
      "localcloud/provider/endWithParent.ts",
      "engine/go.sum",
      "package-lock.json",
      "bin/infra",
    ]),
  );
  for (const each of [...presubmits, ...deploys]) {
    const left = new Set(skipped(each));
    expect(
      needed.filter((file) => left.has(file)),
      each.name,
    ).toEqual([]);
  }
});

test("documentation triggers no job, tests and promotions only check and plan, and a new folder every job", () => {
  const [check, plan, rehearse] = presubmits.map(skipped);
  const top = (files: string[]) => [...new Set(files.map((file) => file.split("/")[0]!))];
  const named = (files: string[]) => files.filter((file) => !/\.md$|\/OWNERS$/.test(file));
  expect(check).toEqual(plan);
  expect(top(named(check!))).toEqual(["docs"].filter(() => named(check!).length > 0));
  expect(top(named(rehearse!)).sort()).toEqual(["registry.k8s.io", "test"]);
  for (const each of deploys) expect(skipped(each), each.name).toEqual(rehearse);
  for (const { skip_if_only_changed: skip } of [...presubmits, ...deploys]) {
    expect(new RegExp(skip!).test("registry.k8s.io/images/x/OWNERS")).toBe(true);
    expect(new RegExp(skip!).test("a-new-folder/data.yaml")).toBe(false);
  }
});

test("each stack has its own deploy and preview service accounts, which no other job uses", () => {
  const accounts = (jobs: typeof deploys) => jobs.map(({ spec }) => spec.serviceAccountName);
  expect(accounts(deploys)).toEqual(["registry-deploy", "registry-deploy-prod"]);
  expect(accounts(drifts)).toEqual(["registry-preview", "registry-preview-prod"]);
  const users = [...prowJobs.values()].filter(({ spec }) => spec.serviceAccountName?.startsWith("registry-"));
  expect(users.map(({ name }) => name).sort()).toEqual(
    [...deploys, ...drifts].map(({ name }) => name).sort(),
  );
});

test(
  "the benchmark job runs from a clean clone and saves its figures and budget verdicts as artifacts",
  { timeout: 300_000 },
  async () => {
    const artifacts = testFolder();
    const sizes = "--projects 92,300,1000 --change 92,1000,10000 --engine 92";
    const bench = await runJob(
      job("ci-k8sio-infra-bench"),
      cleanClone(),
      { ARTIFACTS: artifacts },
      { [sizes]: "--projects 2,3 --change 2 --engine= --rounds 1" },
    );
    // So few projects say nothing about performance.
    expect(bench.stderr.split("\n")).toEqual([
      "evaluating 2 projects …",
      "evaluating 3 projects …",
      "changing one of 2 projects …",
      "",
    ]);
    expect(readFileSync(join(artifacts, "bench.txt"), "utf8")).toBe(bench.stdout);
    const { verdicts } = JSON.parse(readFileSync(join(artifacts, "bench.json"), "utf8")) as Report;
    expect(verdicts.map(({ what }) => what)).toEqual([
      "ours over flat, time, 2",
      "ours over flat, memory, 2",
      "evaluation, ms per resource, 2",
      "evaluation on the clock, ms per resource, 2",
      "one-project change, memory over 2 GiB, 2",
      "ours over flat, time, 3",
      "ours over flat, memory, 3",
      "evaluation, ms per resource, 3",
      "evaluation on the clock, ms per resource, 3",
      "growth of evaluate, 2 to 3",
      "growth of check, 2 to 3",
      "growth of plan, 2 to 3",
    ]);
    expect(bench.code).toBe(verdicts.every(({ within }) => within) ? 0 : 1);
  },
);

test("the nightly job runs every nightly test, and random edits on each of its CPUs", async () => {
  const nightly = job("ci-k8sio-infra-nightly");
  const { stdout, code } = await runJob(
    nightly,
    cleanClone(),
    {},
    { "make nightly": "make --dry-run nightly" },
  );
  expect(code).toBe(0);
  expect(stdout).toContain("npx vitest run --config vitest.nightly.config.js\n");
  const [{ resources }] = nightly.spec.containers as [(typeof nightly.spec.containers)[0]];
  const processes = Number(resources.requests.cpu);
  expect(stdout).toContain(`seq ${processes} | EDIT_SEQUENCES=$(( 10000 / ${processes} + 1 )) xargs`);
  expect(readFileSync(fromRoot("Dockerfile"), "utf8")).toMatch(/apt-get install .* make( |$)/m);
});

test("the only job with a secret is a periodic one without a service account", () => {
  const withSecret = [...prowJobs.values()].filter(({ spec }) =>
    spec.volumes?.some(({ secret }) => secret !== undefined),
  );
  expect(withSecret.map(({ name }) => name)).toEqual(["ci-k8sio-infra-comment"]);
  const [comment] = withSecret;
  expect(comment!.kind).toBe("periodic");
  expect(comment!.spec.serviceAccountName).toBeUndefined();
  expect(comment!.spec.automountServiceAccountToken).toBe(false);
  expect(scriptOf(comment!)).toMatch(
    /^bin\/infra comment --endpoint \S+ \\\n +--token \/etc\/github-token\/token --confirm$/m,
  );
});

test("in AWS each stack has separate deploy and preview roles, and each job has its own token for its role", () => {
  const configured = (key: string) =>
    ["staging", "prod"].map((stack) => stackConfig(stack)[`k8s-registry:${key}`]);
  const env = (jobs: typeof deploys, name: string) =>
    jobs.map(({ spec }) => spec.containers[0]!.env?.find((variable) => variable.name === name)?.value);
  expect(env(deploys, "AWS_ROLE_ARN")).toEqual(configured("awsRole"));
  expect(env(drifts, "AWS_ROLE_ARN")).toEqual(configured("awsPreviewRole"));
  expect(new Set([...configured("awsRole"), ...configured("awsPreviewRole")]).size).toBe(4);
  for (const { spec } of [...deploys, ...drifts]) {
    const [mount] = spec.containers[0]!.volumeMounts!;
    expect(env([...deploys, ...drifts], "AWS_WEB_IDENTITY_TOKEN_FILE")).toContain(
      `${mount!.mountPath}/token`,
    );
    expect(spec.volumes).toEqual([
      {
        name: mount!.name,
        projected: {
          sources: [
            {
              serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 86400, path: "token" },
            },
          ],
        },
      },
    ]);
  }
});

test("all jobs of a stack share one state backend, and the stacks' backends differ", () => {
  const states = (jobs: typeof deploys) =>
    jobs.map(({ spec }) => spec.containers[0]!.env?.find(({ name }) => name === "PULUMI_BACKEND_URL")?.value);
  expect(states(deploys)).toEqual(["gs://k8s-registry-state-staging", "gs://k8s-registry-state-prod"]);
  expect(states(drifts)).toEqual(states(deploys));
});

test("the prod deploy waits for staging's deploy of the same commit, and both have the same triggers", () => {
  const [staging, prod] = deploys;
  expect(prod!.skip_if_only_changed).toBe(staging!.skip_if_only_changed);
  expect(prod!.branches).toEqual(staging!.branches);
  const lines = scriptOf(prod!).split("\n");
  const at = (start: string) => lines.findIndex((line) => line.startsWith(start));
  expect(lines[at("bin/infra jobs await")]).toContain(`await ${staging!.name} --commit "$PULL_BASE_SHA"`);
  expect(at("bin/infra deploy prod")).toBeGreaterThan(at("bin/infra jobs await"));
});

test("deploy and drift jobs alert on their first failure", () => {
  for (const { annotations } of [...deploys, ...drifts]) {
    expect(annotations).toMatchObject({
      "testgrid-alert-email": "k8s-infra-alerts@kubernetes.io",
      "testgrid-num-failures-to-alert": "1",
    });
  }
});

test("every job on our image runs as the image's user, whose group owns the clone", () => {
  const [user] = /(?<=^USER )\d+/m.exec(readFileSync(fromRoot("Dockerfile"), "utf8"))!;
  for (const { name, spec, decoration_config: decoration } of prowJobs.values()) {
    if (!spec.containers[0]!.image.includes("/registry-infra:")) continue;
    expect([decoration?.run_as_user, decoration?.fs_group], name).toEqual([Number(user), Number(user)]);
  }
});

test.each(presubmits.slice(0, 2))(
  "$name runs from a clean clone, and a plan leaves its report where the job viewer looks",
  async (each) => {
    const artifacts = testFolder();
    const { code, stderr } = await runJob(each, holdingAlways(cleanClone()), {
      PULL_BASE_SHA: "HEAD",
      ARTIFACTS: artifacts,
      PULL_NUMBER: "7",
      JOB_NAME: each.name,
      BUILD_ID: "42",
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    if (!each.name.endsWith("-plan")) return;
    const expected = ["prod", "staging"].flatMap((stack) =>
      ["html", "json", "link.txt", "md"].map((extension) => `plan-${stack}.${extension}`),
    );
    expect(existsSync(artifacts) && readdirSync(artifacts).sort()).toEqual(expected);
    expect(readFileSync(join(artifacts, "plan-prod.link.txt"), "utf8")).toBe(
      "gs://kubernetes-ci-logs/pr-logs/pull/k8s.io/7/pull-k8sio-infra-plan/42/artifacts/plan-prod.html\n",
    );
  },
);
