import { sourcesFrom, type TypedPaths } from "../../../../../inventory/sources.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProject } from "../../../../../cli/commands/explain/index.ts";
import type { ProjectAnswer } from "../../../../../cli/commands/explain/project/answer.ts";
import { explainProject } from "../../../../../cli/commands/explain/project/index.ts";
import { projectMermaid } from "../../../../../cli/commands/explain/project/mermaid.ts";
import { projectText } from "../../../../../cli/commands/explain/project/text.ts";
import { fromRoot } from "../../../../../boot/root.ts";
import { NO_PROXY, testFolder, writeData, type Projects } from "../../../../support/infra.ts";
import { digestOf, entry, waive, writeDirectory } from "../../../../support/promotion.ts";

const tree = fromRoot("test/fixtures/promotion/upstream");
const dozen = {
  infra: fromRoot("test/fixtures/dozen/infra.yaml"),
  groups: fromRoot("test/fixtures/few-groups"),
  tree,
};

/** The lines of the terminal output, without the folder of the fixtures. */
function lines(project: string, files: TypedPaths = dozen): string[] {
  return runProject(project, "terminal", files).replaceAll(fromRoot("test/fixtures/"), "…").split("\n");
}

function answerOver(
  projects: Projects,
  members: Readonly<Record<string, readonly string[]>> = {},
): ProjectAnswer {
  const folder = testFolder();
  const [, infra = "", , groups = ""] = writeData(folder, projects, [], members);
  return explainProject(Object.keys(projects)[0]!, sourcesFrom({ infra, groups, registry: NO_PROXY, tree }));
}

test("the explanation of a project covers its record, access and next steps", () => {
  expect(lines("releng")).toEqual([
    "k8s-staging-releng, declared in …/dozen/infra.yaml:32",
    "",
    "Record:",
    "  sig                sig-release                             …/dozen/infra.yaml:33",
    "  profile            images                                  default",
    "  state              active                                  default",
    "  managed_by         stacks/staging.ts                       that of the section",
    "  labels             none                                    default",
    "  group              k8s-infra-staging-releng@kubernetes.io  default: k8s-infra-staging-<name>@kubernetes.io",
    "  apis               the usual 12                            default",
    "  retention.days     90                                      default",
    "  retention.dry_run  true                                    default",
    "  retention.keep     builders, newest, debian                …/dozen/infra.yaml:35",
    "",
    "Special cases:",
    "  release-managers  …/dozen/infra.yaml:50  a group more for a role that every project binds, and a role that only this gives",
    "  sandbox           …/dozen/infra.yaml:76  a private bucket, and another writer of a repository",
    "",
    "Image repositories:",
    "  us-central1-docker.pkg.dev/k8s-staging-releng/images  in us-central1",
    "  gcr.io/k8s-staging-releng                             in us",
    "",
    "Who may push images:",
    "  k8s-infra-release-editors@kubernetes.io                        group            artifactregistry.repoAdmin on the project",
    "  k8s-infra-staging-releng@kubernetes.io                         group            artifactregistry.writer on 2 repositories",
    "  gcb-builder-releng@k8s-staging-releng.iam.gserviceaccount.com  service account  artifactregistry.writer on 2 repositories",
    "  prow-build@k8s-infra-prow-build.iam.gserviceaccount.com        service account  artifactregistry.writer on repository gcr.io/k8s-staging-releng",
    "  grace@example.com                                              person           through k8s-infra-release-editors",
    "",
    "Who may start builds:",
    "  k8s-infra-staging-releng@kubernetes.io  group  cloudbuild.builds.editor on the project",
    "",
    "Who may pull images:",
    "  allUsers  everybody  artifactregistry.reader on 2 repositories",
    "",
    "There may be more: the data lists only some of the members of k8s-infra-staging-releng.",
    "",
    "Next:",
    "  - k8s-infra-staging-releng@kubernetes.io is not declared, so it has no members: `bin/infra check` prints the lines to add",
    "  - no builds are declared, so images are built by hand: `bin/infra onboard releng --repo <organization/name> --add`",
    "  - nothing is promoted to registry.k8s.io yet: `bin/infra promote new k8s-staging-releng --source gcr.io/k8s-staging-releng <image>:<tag>`",
    "",
  ]);
});

test("each address that can push is shown with its shortest path through nested groups", () => {
  const groups = {
    "staging-kind": ["k8s-infra-artifact-admins@kubernetes.io", "ada@example.com"],
    "artifact-admins": ["ada@example.com", "grace@example.com"],
  };
  const { access } = answerOver({ "k8s-staging-kind": [] }, groups);
  expect(access.push.map(({ address, kind, through }) => [address, kind, ...through])).toEqual([
    ["k8s-infra-staging-kind@kubernetes.io", "group"],
    ["gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com", "service account"],
    ["ada@example.com", "person", "k8s-infra-staging-kind@kubernetes.io"],
    ["k8s-infra-artifact-admins@kubernetes.io", "group", "k8s-infra-staging-kind@kubernetes.io"],
    [
      "grace@example.com",
      "person",
      "k8s-infra-artifact-admins@kubernetes.io",
      "k8s-infra-staging-kind@kubernetes.io",
    ],
  ]);
  expect(access.partial).toEqual([]);
});

test("a Prow job that acts as the build account can push through it", () => {
  const { access } = explainProject("kind", sourcesFrom({ tree }));
  const job = access.push.find(({ kind }) => kind === "workload");
  expect(job).toEqual({
    address: "k8s-infra-prow-build-trusted.svc.id.goog[test-pods/gcb-builder-kind]",
    kind: "workload",
    through: ["gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com"],
    roles: [
      {
        role: "roles/artifactregistry.writer",
        kind: "repository",
        resource: "us-central1-docker.pkg.dev/k8s-staging-kind/images",
      },
      { role: "roles/artifactregistry.writer", kind: "repository", resource: "gcr.io/k8s-staging-kind" },
    ],
  });
});

test("builds are listed with what starts them and what keeps them from starting", () => {
  const triggers = { ...dozen, infra: fromRoot("test/fixtures/triggers/infra.yaml"), groups: undefined };
  const text = lines("bom", triggers);
  const start = text.indexOf("1 build, from kubernetes-sigs/bom:");
  expect(text.slice(start, start + 3)).toEqual([
    "1 build, from kubernetes-sigs/bom:",
    "  post-bom-push-images  trigger  .  …/triggers/builds/k8s-staging-bom.yaml:3  branches ^main$, tags semver",
    "Nothing starts it now: no connection to kubernetes-sigs is configured.",
  ]);
  expect(text).toContain(
    "  - nothing starts post-bom-push-images: Pulumi.staging.yaml has no connection to kubernetes-sigs on GitHub",
  );
});

test("frozen and retired projects have no writers, and a build-only project has no image repositories", () => {
  const frozen = lines("dns");
  expect(frozen).toContain("Nobody may push images.");
  expect(frozen.slice(-3)).toEqual([
    "Next:",
    "  - frozen: nobody writes images; without its `state` it opens again, `bin/infra offboard dns` lets it go",
    "",
  ]);
  expect(lines("examples").at(-2)).toBe(
    "  - retired: everybody reads its images until 2027-03-01; from then on, `bin/infra offboard examples` removes the entry; nothing is deleted in the cloud",
  );
  expect(lines("examples")).toContain("Nobody may push images.");
  expect(lines("examples").find((line) => line.includes("read_only_until"))).toMatch(/2027-03-01/);
  const buildOnly = lines("gcb-untrusted");
  expect(buildOnly).toContain("  apis        cloudbuild, iam    …/dozen/infra.yaml:24");
  expect(buildOnly).toContain("It has no image repositories.");
  expect(buildOnly.slice(-3)).toEqual(["Next:", "  Nothing is open.", ""]);
});

test("promotions from the project are counted, even in a directory with another name", () => {
  const folder = testFolder();
  writeDirectory(folder, "k8s-staging-other", {
    source: "gcr.io/k8s-staging-bom",
    destinations: ["us-central1-docker.pkg.dev/k8s-artifacts-prod/images/other"],
    images: {
      bom: [entry(digestOf("1"), "v1", "v2"), entry(digestOf("2"))],
      tool: [entry(digestOf("3"), "v1")],
    },
  });
  const settings = waive("k8s-staging-other", digestOf("4"));
  const answer = explainProject("bom", sourcesFrom({ ...dozen, tree: folder, settings }));
  expect(answer.promoted).toMatchObject([
    {
      directory: "k8s-staging-other",
      source: "gcr.io/k8s-staging-bom",
      served: ["registry.k8s.io/other"],
      file: `${folder}/images/k8s-staging-other/images.yaml`,
      images: 2,
      digests: 3,
      tags: 3,
      missing: [],
      faulty: [],
      waivers: [{ image: "bom", digest: digestOf("4"), approver: "ada" }],
    },
  ]);
  expect(projectText(answer).split("\n")).toContainEqual(
    expect.stringMatching(
      /^ {2}waived: bom@sha256:444444444444…, by ada on 2026-12-01: a local build \(.*promotion\.yaml:\d+\)$/,
    ),
  );
  expect(projectText(answer).split("\n")).toContain(
    `  registry.k8s.io/other  2 images, 3 digests, 3 tags  ${folder}/images/k8s-staging-other/images.yaml`,
  );
  expect(answer.next.join()).not.toContain("promote");
});

test("a promotion directory with a missing or invalid file becomes a next step", () => {
  const cpa = answerOver({ "k8s-staging-cpa": ["sig: sig-node"] }, { "staging-cpa": ["ada@example.com"] });
  expect(cpa.next.slice(1)).toEqual([
    "k8s-staging-cpa lacks OWNERS: `bin/infra promote new k8s-staging-cpa` writes it",
  ]);
  const folder = testFolder();
  writeDirectory(folder, "k8s-staging-bom", {
    source: "gcr.io/k8s-staging-bom",
    destinations: [],
    images: { bom: [entry("sha256:1", "v1")] },
  });
  writeFileSync(join(folder, "manifests/k8s-staging-bom/promoter-manifest.yaml"), "registries: [\n");
  expect(explainProject("bom", sourcesFrom({ ...dozen, tree: folder })).next.slice(-1)).toEqual([
    "2 files of k8s-staging-bom cannot be used: see `bin/infra promote check`",
  ]);
});

test.each([
  ["releng", "k8s-staging-releng"],
  ["k8s-staging-releng", "k8s-staging-releng"],
  ["K8S-Staging-Releng", "k8s-staging-releng"],
])("%s resolves to the project %s", (typed, project) => {
  expect(explainProject(typed, sourcesFrom(dozen)).project).toBe(project);
});

test.each([
  ["relang", 'There is no staging project "relang" in the data. Did you mean releng?'],
  ["conformance", 'There is no staging project "conformance" in the data. Did you mean ingressconformance?'],
  ["nothing-like-it", 'There is no staging project "nothing-like-it" in the data.'],
  [
    "k8s-artifacts-prod",
    `k8s-artifacts-prod is a project of type prod (${dozen.infra}:6); only staging projects are explained.`,
  ],
  [
    "agent-sandbox",
    /^agent-sandbox is a repository of the shared project k8s-staging-images \(infra\/gcp\/k8s-staging-images\.yaml:\d+\), written by k8s-infra-staging-agent-sandbox@kubernetes\.io; only staging projects are explained\.$/,
  ],
])("explaining %s is refused with a reason", (typed, message) => {
  expect(() => explainProject(typed, sourcesFrom(dozen))).toThrow(message);
});

test("the diagram leads from people to image repositories, and from there to registry.k8s.io", () => {
  const answer = answerOver({ "k8s-staging-cpa": [] }, { "staging-cpa": ["ada@example.com"] });
  expect(projectMermaid(answer).split("\n")).toEqual([
    "flowchart LR",
    '  n1[("us-central1-docker.pkg.dev/k8s-staging-cpa/images")]',
    '  n2[("gcr.io/k8s-staging-cpa")]',
    '  n3("k8s-infra-staging-cpa@kubernetes.io")',
    '  n4("gcb-builder-cpa@k8s-staging-cpa.iam.gserviceaccount.com")',
    '  n5("allUsers")',
    '  n6("ada@example.com")',
    '  n7[("registry.k8s.io/cpa")]',
    '  n3 -- "artifactregistry.writer" --> n1',
    '  n3 -- "artifactregistry.writer" --> n2',
    '  n4 -- "artifactregistry.writer" --> n1',
    '  n4 -- "artifactregistry.writer" --> n2',
    '  n5 -- "artifactregistry.reader" --> n1',
    '  n5 -- "artifactregistry.reader" --> n2',
    "  n6 --> n3",
    '  n2 -- "kpromo" --> n7',
    "",
  ]);
});

test("the members of a large group share one box, except a member that others come through", () => {
  const many = Array.from({ length: 9 }, (_, index) => `m${index}@example.com`);
  const answer = answerOver(
    { "k8s-staging-cpa": [] },
    {
      "staging-cpa": [...many, "k8s-infra-artifact-admins@kubernetes.io"],
      "artifact-admins": ["ada@example.com"],
    },
  );
  const diagram = projectMermaid(answer);
  expect(diagram).toContain('("9 members of k8s-infra-staging-cpa@kubernetes.io")');
  expect(diagram).toContain('("k8s-infra-artifact-admins@kubernetes.io")');
  expect(diagram).toContain('("ada@example.com")');
  expect(diagram).not.toContain("m0@example.com");
});

test("text from the data cannot inject markup into the diagram or control codes into the terminal", () => {
  const answer = answerOver({ "k8s-staging-cpa": [] });
  const build = {
    name: 'a"] --> <img src=x onerror=alert(1)>\u001b[2J',
    repository: "x/y`;\n  click n1 href",
    runner: "trigger",
    directory: ".",
    origin: answer.origin,
    when: "every 24h on main",
    stopped: undefined,
  } as const;
  const hostile = { ...answer, builds: [build] };
  expect(projectMermaid(hostile).split("\n")).toEqual(
    expect.arrayContaining([
      '  n6["a#34;#93; --#62; #60;img src#61;x onerror#61;alert(1)#62;#27;#91;2J (trigger)"]',
      '  n7("x/y#96;#59;#10;  click n1 href")',
    ]),
  );
  // eslint-disable-next-line no-control-regex
  expect(projectText(hostile)).not.toMatch(/\u001b/);
});

test("in the JSON output, a stated value has its position and a default has its rule", () => {
  const { values } = JSON.parse(runProject("releng", "json", dozen)) as ProjectAnswer;
  const from = { file: dozen.infra, line: 33, column: 9 };
  expect(values.filter(({ key }) => ["sig", "state"].includes(key))).toEqual([
    { key: "sig", value: "sig-release", from },
    { key: "state", value: "active", rule: "default" },
  ]);
});
