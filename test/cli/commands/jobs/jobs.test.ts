import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { writeImagePushingJobs } from "../../../../cli/commands/jobs/index.ts";
import { testFolder, temporaryFolder } from "../../../support/infra.ts";
import { settings } from "../../../support/settings.ts";
import { upstreamJobs, type UpstreamJob } from "../../../support/upstreamJobs.ts";

interface Job {
  readonly name: string;
  readonly cluster: string;
  readonly annotations: Record<string, string>;
  readonly branches?: string[];
  readonly skip_branches?: string[];
  readonly run_if_changed?: string;
  readonly cron?: string;
  readonly interval?: string;
  readonly extra_refs?: { org: string; repo: string; base_ref: string }[];
  readonly spec: {
    readonly serviceAccountName: string;
    readonly containers: {
      image: string;
      command: string[];
      args: string[];
      env?: { name: string; value: string }[];
    }[];
  };
}
interface Jobs {
  readonly postsubmits?: Record<string, Job[]>;
  readonly periodics?: Job[];
}

let written: Map<string, Jobs>;
beforeAll(() => {
  const out = temporaryFolder();
  writeImagePushingJobs({ out }, settings);
  written = new Map(
    readdirSync(out).map((name) => [
      name.replace(".yaml", ""),
      parse(readFileSync(join(out, name), "utf8")) as Jobs,
    ]),
  );
});

const all = (jobs: Jobs): [repo: string | undefined, job: Job][] => [
  ...Object.entries(jobs.postsubmits ?? {}).flatMap(([repo, list]): [string, Job][] =>
    list.map((job) => [repo, job]),
  ),
  ...(jobs.periodics ?? []).map((job): [undefined, Job] => [undefined, job]),
];

/** A generated job in the form of the facts. */
function asFacts(project: string, repo: string | undefined, job: Job): UpstreamJob {
  const { args, env = [] } = job.spec.containers[0]!;
  const given = args
    .filter((argument) => argument.startsWith("--"))
    .map((argument): [string, string | true] => {
      const [flag = "", ...value] = argument.slice(2).split("=");
      return [flag, value.length > 0 ? value.join("=") : true];
    });
  const { project: into, "service-account": account, ...flags } = Object.fromEntries(given);
  expect(into).toBe(project);
  expect(account).toContain(`/${job.spec.serviceAccountName}@${project}.iam.gserviceaccount.com`);
  const [extra] = job.extra_refs ?? [];
  return {
    repo: repo ?? `${extra!.org}/${extra!.repo}`,
    job: job.name,
    ...(job.branches && { refs: job.branches }),
    ...(job.skip_branches && { skipRefs: job.skip_branches }),
    ...(job.run_if_changed && { runIfChanged: "" }),
    ...(job.cron && { schedule: job.cron }),
    ...(job.interval && { schedule: `every ${job.interval}` }),
    ...(extra && { branches: [extra.base_ref] }),
    directory: args.at(-1)!,
    flags,
    ...(env.length > 0 && { env: Object.fromEntries(env.map(({ name, value }) => [name, value])) }),
    runsAs: "",
  };
}

/** Upstream's job without what is ours: the account, and the way paths are written (test/inventory/builds/paths.property.test.ts). */
function withoutOurs(job: UpstreamJob): UpstreamJob {
  const ours = structuredClone(job) as { -readonly [K in keyof UpstreamJob]: UpstreamJob[K] };
  // Prow always runs a job without run_if_changed.
  delete ours.alwaysRun;
  if (ours.runIfChanged !== undefined) ours.runIfChanged = "";
  ours.runsAs = "";
  ours.flags = Object.fromEntries(Object.entries(job.flags).filter(([flag]) => flag !== "service-account"));
  return ours;
}

/** The job that upstream does not have: it builds the image of this program's own jobs. */
const added = "post-k8sio-push-image-registry-infra";

test("the carried-over jobs equal upstream's, except for the account and the notation of paths", () => {
  const left = [
    "k8s-infra-prow",
    "k8s-ingress-image-push",
    "k8s-staging-cluster-capacity",
    "k8s-staging-images",
  ];
  const carried = Object.entries(upstreamJobs).filter(([project]) => !left.includes(project));
  expect(carried.flatMap(([, jobs]) => jobs)).toHaveLength(179);
  expect([...written.keys()].sort()).toEqual(carried.map(([project]) => project).sort());
  for (const [project, jobs] of carried) {
    const ours = all(written.get(project)!)
      .filter(([, job]) => job.name !== added)
      .map(([repo, job]) => asFacts(project, repo, job));
    const byName = (a: UpstreamJob, b: UpstreamJob) => (a.job < b.job ? -1 : 1);
    expect(ours.sort(byName), project).toEqual(jobs.map(withoutOurs).sort(byName));
  }
});

test("every job runs as its project's own account, in the cluster and dashboard that upstream requires", () => {
  for (const [project, jobs] of written) {
    for (const [, { cluster, annotations, spec }] of all(jobs)) {
      expect(cluster).toBe("k8s-infra-prow-build-trusted");
      expect(annotations).toEqual({ "testgrid-dashboards": "sig-k8s-infra-gcb" });
      expect(spec.serviceAccountName).toBe(project.replace("k8s-staging-", "gcb-builder-"));
      expect(spec.containers).toHaveLength(1);
      expect(spec.containers[0]!.image).toBe(settings.imageBuilder);
      expect(spec.containers[0]!.command).toEqual(["/run.sh"]);
    }
  }
});

/** Writes data of three projects with a build each to a folder of its own. */
function data(): string {
  const folder = testFolder();
  const entries = ["a: {}", "b: { state: frozen }", "c: {}"].map((entry) => `      k8s-staging-${entry}\n`);
  writeFileSync(join(folder, "infra.yaml"), `infra:\n  staging:\n    projects:\n${entries.join("")}`);
  mkdirSync(join(folder, "builds"));
  for (const [name, runner] of Object.entries({ a: "prow", b: "prow", c: "trigger" })) {
    writeFileSync(
      join(folder, "builds", `k8s-staging-${name}.yaml`),
      `sources: [kubernetes/${name}]\nbuilds:\n  post-${name}: { branches: [^main$], runner: ${runner} }\n`,
    );
  }
  return join(folder, "infra.yaml");
}

test("builds that triggers start and builds of a frozen project have no job", () => {
  const out = join(testFolder(), "new");
  expect(writeImagePushingJobs({ out, infra: data() }, settings)).toBe(`${out}: 1 job in 1 file`);
  expect(readdirSync(out)).toEqual(["k8s-staging-a.yaml"]);
});

test("generated files without builds are removed, and files written by others stay", () => {
  const out = testFolder();
  const infra = data();
  writeImagePushingJobs({ out }, settings);
  writeFileSync(join(out, "k8s-staging-images.yaml"), "postsubmits: {}\n");
  expect(writeImagePushingJobs({ out, infra }, settings)).toBe(`${out}: 1 job in 1 file, 62 files removed`);
  expect(readdirSync(out).sort()).toEqual(["k8s-staging-a.yaml", "k8s-staging-images.yaml"]);
});

test("a file written by someone else stops the command before it writes anything", () => {
  const out = testFolder();
  writeFileSync(join(out, "k8s-staging-kind.yaml"), "postsubmits: {}\n");
  expect(() => writeImagePushingJobs({ out }, settings)).toThrow(
    `${out} has 1 file that this command has not written: k8s-staging-kind.yaml.\nRemove them, or name another folder. Nothing was changed.`,
  );
  expect(readdirSync(out)).toEqual(["k8s-staging-kind.yaml"]);
});

test("bad data is refused, and nothing is written", () => {
  const out = join(testFolder(), "new");
  const infra = join(testFolder(), "infra.yaml");
  writeFileSync(infra, "infra: { staging: { projects: { kind: {} } } }\n");
  expect(() => writeImagePushingJobs({ out, infra }, settings)).toThrow("[staging-prefix]");
  expect(() => readdirSync(out)).toThrow("ENOENT");
});
