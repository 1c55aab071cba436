import { IMAGE_BUILDER_COMMAND, imageBuilderArguments } from "../builds/image-builder.ts";
import { pathsExpression } from "../../inventory/builds/paths.ts";
import { prowBuilds } from "../../inventory/projects/prowBuilds.ts";
import { intervalHours } from "../../inventory/builds/schedule.ts";
import type { Build } from "../../inventory/builds/types.ts";
import { buildAccountId } from "../../inventory/projects/naming.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";

/** The settings that all jobs share. */
export interface ProwSettings {
  /** The image-builder image, with its tag. */
  readonly imageBuilder: string;
}

/** A file of Prow jobs, as its YAML is structured. */
export interface ProwJobs {
  readonly postsubmits?: Readonly<Record<string, readonly ProwJob[]>>;
  readonly periodics?: readonly ProwJob[];
}

/** A Prow job: https://github.com/kubernetes-sigs/prow/blob/main/pkg/config/jobs.go */
export interface ProwJob {
  readonly name: string;
  readonly cluster: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly decorate: true;
  readonly cron?: string;
  readonly interval?: string;
  readonly extra_refs?: readonly { org: string; repo: string; base_ref: string }[];
  readonly branches?: readonly string[];
  readonly skip_branches?: readonly string[];
  readonly run_if_changed?: string;
  readonly spec: { readonly serviceAccountName: string; readonly containers: readonly object[] };
}

/** The only cluster where image-pushing jobs may run, as test-infra's tests enforce (facts/upstream.md §8). */
const CLUSTER = "k8s-infra-prow-build-trusted";
/** The dashboard that test-infra's tests require of each of them (facts §8). */
const DASHBOARD = "sig-k8s-infra-gcb";
/** The jobs only upload and wait (facts §8, the template of jobs with their own accounts). */
const RESOURCES = { requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: "500m", memory: "1Gi" } };

/**
 * Generates the Prow jobs of a project's builds that Prow runs; undefined if there are none, as when nobody builds in
 * the project any more. They run as the Kubernetes service account that maps to the project's build account.
 */
export function prowJobs(project: StagingProject, settings: ProwSettings): ProwJobs | undefined {
  const builds = prowBuilds(project);
  if (builds.length === 0) return undefined;
  const pushed = builds.filter(({ periodic }) => periodic === undefined);
  const periodic = builds.filter((build) => build.periodic !== undefined);
  const repositories = [...new Set(pushed.map(({ repository }) => repository))].sort();
  const postsubmits = repositories.map((repository): [string, ProwJob[]] => [
    repository,
    pushed
      .filter((build) => build.repository === repository)
      .map((build) => prowJob(project, build, settings)),
  ]);
  return {
    ...(pushed.length > 0 ? { postsubmits: Object.fromEntries(postsubmits) } : {}),
    ...(periodic.length > 0 ? { periodics: periodic.map((build) => prowJob(project, build, settings)) } : {}),
  };
}

function prowJob(project: StagingProject, build: Build, { imageBuilder }: ProwSettings): ProwJob {
  return {
    name: build.name,
    cluster: CLUSTER,
    annotations: { "testgrid-dashboards": DASHBOARD },
    decorate: true,
    ...(build.periodic ? periodicFields(build, build.periodic) : pushFields(build)),
    spec: {
      serviceAccountName: buildAccountId(project.name),
      containers: [
        {
          image: imageBuilder,
          command: [IMAGE_BUILDER_COMMAND],
          args: imageBuilderArguments(project, build),
          ...environment(build),
          resources: RESOURCES,
        },
      ],
    },
  };
}

/** Prow matches `branches` against tags, too. */
function pushFields({ branches, tags, skip, paths }: Build) {
  const refs = [...branches, ...tags];
  return {
    ...(refs.length > 0 ? { branches: refs } : {}),
    ...(skip.length > 0 ? { skip_branches: skip } : {}),
    ...(paths.length > 0 ? { run_if_changed: pathsExpression(paths) } : {}),
  };
}

function periodicFields({ repository }: Build, { schedule, branch }: NonNullable<Build["periodic"]>) {
  const [org = "", repo = ""] = repository.split("/");
  const hours = intervalHours(schedule);
  return {
    ...(hours === undefined ? { cron: schedule } : { interval: `${hours}h` }),
    extra_refs: [{ org, repo, base_ref: branch }],
  };
}

/** Prow sets PULL_BASE_REF for postsubmits, but not for periodic jobs. */
function environment({ periodic, envPassthrough, environment: stated }: Build) {
  const branch =
    periodic !== undefined && envPassthrough.includes("PULL_BASE_REF") ? periodic.branch : undefined;
  const variables = { ...(branch === undefined ? {} : { PULL_BASE_REF: branch }), ...stated };
  const env = Object.entries(variables).map(([name, value]) => ({ name, value }));
  return env.length > 0 ? { env } : {};
}
