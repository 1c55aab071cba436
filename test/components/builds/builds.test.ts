import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeBuilds } from "../../../components/builds/describe.ts";
import { buildsImportIds } from "../../../components/builds/import-ids.ts";
import { describeStagingProject } from "../../../components/staging-project/describe.ts";
import { projectWithBuilds } from "../../support/builds.ts";
import { fromRoot } from "../../../boot/root.ts";
import { githubConnections, settings } from "../../support/settings.ts";

const connected = { ...settings, githubConnections };
const lines = [
  "sources: [kubernetes-sigs/kind]",
  "builds:",
  "  post-kind:",
  "    branches: [^main$, ^release-]",
  "    tags: [^v1$]",
  "    paths: [images/**]",
  "    directory: images",
  "    environment: { PRICE: 5$ }",
  "    env_passthrough: [PULL_BASE_REF, PRICE]",
  "    flags: { with-git-dir: true }",
  "  post-every:",
  "    skip: [^dependabot, ^a|^b]",
  "  nightly:",
  "    schedule: every 168h",
  "    branch: main",
];
const described = (state?: string) => describeBuilds(projectWithBuilds(lines, state), connected);
const account = "gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com";
const location = "projects/k8s-staging-kind/locations/us-central1";
const link = `${location}/connections/kubernetes-sigs/repositories/kubernetes-sigs-kind`;
const trigger = (name: string) => described().triggers.find(({ args }) => args.name === name)!.args;

test("a build has one trigger each for branches and tags, and a periodic build has one for its schedule", () => {
  expect(described().triggers.map(({ name }) => name)).toEqual([
    "k8s-staging-kind/nightly-schedule",
    "k8s-staging-kind/post-every-branch",
    "k8s-staging-kind/post-every-tag",
    "k8s-staging-kind/post-kind-branch",
    "k8s-staging-kind/post-kind-tag",
  ]);
});

test("the pinned image builder knows the flag --service-account, which every build passes", () => {
  const [, date] = /imageBuilder: \S+\/image-builder:v(\d{8})-/.exec(
    readFileSync(fromRoot("Pulumi.staging.yaml"), "utf8"),
  )!;
  // The flag came with c5f2819539 of kubernetes/test-infra, whose first image is v20260704-7722336b68; older ones exit 2.
  expect(Number(date)).toBeGreaterThanOrEqual(20260704);
  expect(settings.imageBuilder).toContain(`:v${date}-`);
});

test("the triggers of a renamed build carry their previous names", () => {
  const renamed = projectWithBuilds([
    "sources: [kubernetes-sigs/kind]",
    "builds:",
    "  post-new: { branches: [^main$], tags: [^v1$], previously: post-old }",
  ]);
  const { triggers } = describeBuilds(renamed, connected);
  expect(triggers.map(({ name, previousName }) => [name, previousName])).toEqual([
    ["k8s-staging-kind/post-new-branch", "k8s-staging-kind/post-old-branch"],
    ["k8s-staging-kind/post-new-tag", "k8s-staging-kind/post-old-tag"],
  ]);
});

test("a trigger fetches the git history and runs the image builder as the project's build account", () => {
  expect(trigger("post-kind-branch")).toEqual({
    project: "k8s-staging-kind",
    location: "us-central1",
    name: "post-kind-branch",
    description: "Builds kubernetes-sigs/kind, images",
    disabled: false,
    serviceAccount: `projects/k8s-staging-kind/serviceAccounts/${account}`,
    repositoryEventConfig: {
      repository: link,
      push: { branch: "^main$|^release-.*", invertRegex: false },
    },
    includedFiles: ["images/**"],
    build: {
      steps: [
        {
          name: "gcr.io/cloud-builders/git",
          args: ["fetch", "--tags", "--force", "--depth=2147483647", "origin"],
        },
        {
          name: settings.imageBuilder,
          entrypoint: "/run.sh",
          args: [
            "--project=k8s-staging-kind",
            "--scratch-bucket=gs://k8s-staging-kind-gcb",
            `--service-account=projects/k8s-staging-kind/serviceAccounts/${account}`,
            "--env-passthrough=PULL_BASE_REF,PRICE",
            "--with-git-dir",
            "images",
          ],
          envs: ["PULL_BASE_REF=$REF_NAME", "PULL_BASE_SHA=$COMMIT_SHA", "LOG_TO_STDOUT=y", "PRICE=5$$"],
        },
      ],
      options: { logging: "CLOUD_LOGGING_ONLY" },
      timeout: "86400s",
    },
  });
  expect(trigger("post-kind-tag").repositoryEventConfig?.push).toEqual({ tag: "^v1$", invertRegex: false });
});

test("skip patterns become one inverted regular expression for both branches and tags", () => {
  const skipped = "^dependabot.*|(?:^a|^b).*";
  expect(trigger("post-every-branch").repositoryEventConfig?.push).toEqual({
    branch: skipped,
    invertRegex: true,
  });
  expect(trigger("post-every-tag").repositoryEventConfig?.push).toEqual({ tag: skipped, invertRegex: true });
});

test("a periodic build is started by an account that can only create builds as the build account", () => {
  expect(trigger("nightly-schedule")).toMatchObject({
    sourceToBuild: { repository: link, ref: "refs/heads/main", repoType: "GITHUB" },
  });
  const { account: starter, role, binding, actAs, jobs } = described().schedule!;
  const email = "gcb-trigger-kind@k8s-staging-kind.iam.gserviceaccount.com";
  expect(starter.args.accountId).toBe("gcb-trigger-kind");
  expect(role.args.permissions).toEqual(["cloudbuild.builds.create"]);
  expect(binding.args).toEqual({
    project: "k8s-staging-kind",
    role: "projects/k8s-staging-kind/roles/buildTriggerRunner",
    members: [`serviceAccount:${email}`],
  });
  expect(actAs.role.args.permissions).toEqual(["iam.serviceAccounts.actAs"]);
  expect(actAs.binding).toEqual({
    name: "k8s-staging-kind/gcb-builder-kind/projects/k8s-staging-kind/roles/buildAccountUser",
    args: {
      serviceAccountId: `projects/k8s-staging-kind/serviceAccounts/${account}`,
      role: "projects/k8s-staging-kind/roles/buildAccountUser",
      members: [`serviceAccount:${email}`],
    },
  });
  expect(jobs).toEqual([
    {
      name: "k8s-staging-kind/nightly",
      trigger: "k8s-staging-kind/nightly-schedule",
      args: {
        project: "k8s-staging-kind",
        region: "us-central1",
        name: "nightly",
        description: "Runs the trigger nightly-schedule",
        schedule: "0 0 * * 0",
        timeZone: "Etc/UTC",
        paused: false,
        body: Buffer.from('{"source":{"branchName":"main"}}').toString("base64"),
        account: email,
      },
    },
  ]);
});

test("each organization has one connection, all read one secret, and each repository is linked once", () => {
  const several = [
    "sources: [kubernetes-sigs/kind, kubernetes-sigs/a, kubernetes/b]",
    "builds:",
    "  a: { repository: kubernetes-sigs/kind, branches: [^main$] }",
    "  b: { repository: kubernetes-sigs/kind, branches: [^other$] }",
    "  c: { repository: kubernetes-sigs/a, branches: [^main$] }",
    "  d: { repository: kubernetes/b, branches: [^main$] }",
  ];
  const { connections } = describeBuilds(projectWithBuilds(several), connected);
  expect(connections!.secretAccess.map(({ args }) => args)).toEqual([
    {
      secretId: "projects/k8s-infra-prow-build-trusted/secrets/cloud-build-github",
      role: "roles/secretmanager.secretAccessor",
    },
  ]);
  expect(
    connections!.connections.map(({ args }) => [args.name, args.githubConfig.appInstallationId]),
  ).toEqual([
    ["kubernetes-sigs", 1000003],
    ["kubernetes", 1000001],
  ]);
  expect(
    connections!.repositories.map(({ args }) => [args.parentConnection, args.name, args.remoteUri]),
  ).toEqual([
    ["kubernetes-sigs", "kubernetes-sigs-a", "https://github.com/kubernetes-sigs/a.git"],
    ["kubernetes-sigs", "kubernetes-sigs-kind", "https://github.com/kubernetes-sigs/kind.git"],
    ["kubernetes", "kubernetes-b", "https://github.com/kubernetes/b.git"],
  ]);
});

test("a build without a configured connection to its organization is left out", () => {
  const { triggers, connections, schedule, leftOut } = describeBuilds(projectWithBuilds(lines), settings);
  expect([triggers, connections, schedule]).toEqual([[], undefined, undefined]);
  expect(leftOut).toEqual([
    { organization: "kubernetes-sigs", builds: ["nightly", "post-every", "post-kind"] },
  ]);
});

describe("the project's lifecycle", () => {
  test("freezing disables the triggers, pauses the jobs and removes the roles of the account that starts them", () => {
    const { triggers, schedule } = described("frozen");
    expect(triggers.map(({ args }) => args.disabled)).toEqual([true, true, true, true, true]);
    expect(schedule!.jobs.map(({ args }) => args.paused)).toEqual([true]);
    expect(schedule!.binding.args.members).toEqual([]);
    expect(schedule!.actAs.binding.args.members).toEqual([]);
  });

  test("a retired project has no triggers, connections or schedule, and reports no build as left out", () => {
    expect(described("retired")).toEqual({
      connections: undefined,
      triggers: [],
      schedule: undefined,
      leftOut: [],
    });
  });
});

test("a build that Prow runs has no trigger, and its Prow job can act as the build account", () => {
  const project = (state?: string) =>
    projectWithBuilds(
      ["sources: [kubernetes-sigs/kind]", "builds:", "  post: { branches: [^main$], runner: prow }"],
      state,
    );
  expect(describeBuilds(project(), connected)).toMatchObject({ triggers: [], leftOut: [] });
  const bound = (state?: string) =>
    describeStagingProject(project(state), settings).iam.accountBindings.map(({ args, retain }) => [
      args.role,
      args.members,
      retain,
    ]);
  const group = "group:k8s-infra-staging-kind@kubernetes.io";
  expect(bound()).toEqual([
    ["roles/iam.serviceAccountUser", [group, `serviceAccount:${account}`], true],
    [
      "roles/iam.workloadIdentityUser",
      ["serviceAccount:k8s-infra-prow-build-trusted.svc.id.goog[test-pods/gcb-builder-kind]"],
      false,
    ],
  ]);
  expect(bound("frozen")).toEqual([["roles/iam.serviceAccountUser", [], true]]);
});

test("the build account of a project with builds can submit builds and read its scratch bucket", () => {
  const { projectBindings, bucketMembers } = describeStagingProject(projectWithBuilds(lines), settings).iam;
  const member = `serviceAccount:${account}`;
  const roles = projectBindings
    .filter(({ args }) => args.members.includes(member))
    .map(({ args }) => args.role);
  expect(roles).toEqual([
    "roles/cloudbuild.builds.editor",
    "roles/serviceusage.serviceUsageConsumer",
    "roles/logging.logWriter",
  ]);
  expect(bucketMembers.filter(({ args }) => args.member === member).map(({ args }) => args)).toEqual([
    { bucket: "k8s-staging-kind-gcb", role: "roles/storage.legacyBucketReader", member },
  ]);
});

test("import ids are derived from the record", () => {
  expect(buildsImportIds(described())).toEqual({
    "k8s-staging-kind/kubernetes-sigs": `${location}/connections/kubernetes-sigs`,
    "k8s-staging-kind/kubernetes-sigs/kubernetes-sigs-kind": link,
    "k8s-staging-kind/nightly-schedule": `${location}/triggers/nightly-schedule`,
    "k8s-staging-kind/post-every-branch": `${location}/triggers/post-every-branch`,
    "k8s-staging-kind/post-every-tag": `${location}/triggers/post-every-tag`,
    "k8s-staging-kind/post-kind-branch": `${location}/triggers/post-kind-branch`,
    "k8s-staging-kind/post-kind-tag": `${location}/triggers/post-kind-tag`,
    "k8s-staging-kind/gcb-trigger-kind":
      "projects/k8s-staging-kind/serviceAccounts/gcb-trigger-kind@k8s-staging-kind.iam.gserviceaccount.com",
    "k8s-staging-kind/buildTriggerRunner": "projects/k8s-staging-kind/roles/buildTriggerRunner",
    "k8s-staging-kind/projects/k8s-staging-kind/roles/buildTriggerRunner":
      "k8s-staging-kind projects/k8s-staging-kind/roles/buildTriggerRunner",
    "k8s-staging-kind/buildAccountUser": "projects/k8s-staging-kind/roles/buildAccountUser",
    "k8s-staging-kind/gcb-builder-kind/projects/k8s-staging-kind/roles/buildAccountUser": `projects/k8s-staging-kind/serviceAccounts/${account} projects/k8s-staging-kind/roles/buildAccountUser`,
    "k8s-staging-kind/nightly": `${location}/jobs/nightly`,
  });
});
