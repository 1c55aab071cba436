/** The risks of a change, by its resources and by who gains and loses access. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { fromRoot } from "../../../../boot/root.ts";
import type { PlannedResource } from "../../../../cli/review/plan/monitor.ts";
import { fromAccess } from "../../../../cli/review/report/accessRisk.ts";
import { fromResources } from "../../../../cli/review/report/resourceRisk.ts";
import { riskOf } from "../../../../cli/review/report/risk.ts";
import type { AccessChange, Right } from "../../../../cli/review/access/schema.ts";
import type { Change, Owner } from "../../../../cli/review/report/schema.ts";
import { tallyOf } from "../../../../cli/review/report/differences.ts";
import { UNKNOWN } from "../../../../policy/resource.ts";
import { reportOn } from "./sample.ts";

const SERVICE = "gcp:cloudrunv2/service:Service";
const TRIGGER = "gcp:cloudbuild/trigger:Trigger";
const REPOSITORY = "gcp:artifactregistry/repository:Repository";

type Differing = Readonly<Record<string, readonly [before: unknown, after: unknown]>>;

function change(type: string, operation: Change["operation"], differing: Differing = {}): Change {
  const properties = Object.entries(differing).map(([path, [before, after]]) => ({ path, before, after }));
  return { urn: `urn:${type}`, type, name: "k8s-staging-kind/x", operation, properties };
}

function worries(
  changes: readonly Change[],
  { kind = "StagingProject", presence = "changed" }: Partial<Pick<Owner, "kind" | "presence">> = {},
  inputs: Readonly<Record<string, unknown>> = {},
): string[] {
  const owner = { name: "k8s-staging-kind", kind, presence, tally: tallyOf(changes), changes: [...changes] };
  const head = changes.map(
    ({ urn, type, name }) => ({ urn, type, name, inputs }) as unknown as PlannedResource,
  );
  return fromResources([owner], head).map(({ level, text }) => `${level}: ${text}`);
}

test("a new image or security policy of the proxy is a risk, and a changed alert is not", () => {
  const image = (digit: string) => `us-docker.pkg.dev/p/i/archeio@sha256:${digit.repeat(64)}`;
  const update = change(SERVICE, "update", { "template.containers[0].image": [image("1"), image("2")] });
  expect(worries([update], { kind: "RegistryProxy" })).toEqual([
    "medium: What clients are served by changes: 1 resource of k8s-staging-kind run archeio@sha256:222222222222….",
  ]);
  const armor = change("gcp:compute/securityPolicy:SecurityPolicy", "update", { rules: [[], [1]] });
  expect(worries([armor], { kind: "RegistryProxy" })).toEqual([
    "medium: How clients are served changes in 1 resource of k8s-staging-kind.",
  ]);
  const alert = change("gcp:monitoring/alertPolicy:AlertPolicy", "update", { conditions: [[], [1]] });
  expect(worries([alert], { kind: "RegistryProxy" })).toEqual([]);
});

test("a new, changed or reenabled trigger is a risk, but a disabled one or one of a new project is not", () => {
  const branch = { "repositoryEventConfig.push.branch": ["^main$", "^.*$"] } as const;
  const told = ["medium: Automatic builds that push images change: 1 resource of k8s-staging-kind."];
  expect(worries([change(TRIGGER, "update", branch)])).toEqual(told);
  expect(worries([change(TRIGGER, "create")])).toEqual(told);
  expect(worries([change(TRIGGER, "create")], { presence: "new" })).toEqual([]);
  expect(worries([change(TRIGGER, "update", { disabled: [undefined, true] })])).toEqual([]);
  expect(worries([change(TRIGGER, "update", { disabled: [true, undefined] })])).toEqual(told);
});

test("a changed cleanup policy is a risk only without a dry run", () => {
  const shorter = change(REPOSITORY, "update", { "cleanupPolicies[0].condition.olderThan": ["9s", "3s"] });
  expect(worries([shorter], {}, { cleanupPolicyDryRun: true })).toEqual([]);
  expect(worries([shorter], {}, { cleanupPolicyDryRun: false })).toEqual([
    "medium: Which images are deleted changes in 1 resource of k8s-staging-kind.",
  ]);
});

test("a shorter bucket retention period is a high risk", () => {
  const sooner = change("gcp:storage/bucket:Bucket", "update", { "retentionPolicy.retentionPeriod": [9, 3] });
  expect(worries([sooner])).toEqual([
    "high: How long nobody can delete objects changes in 1 resource of k8s-staging-kind.",
  ]);
});

test("a role for an account that only Google knows is a risk, since no access table shows it", () => {
  const binding = change("gcp:secretmanager/secretIamMember:SecretIamMember", "create");
  expect(worries([binding], {}, { member: UNKNOWN })).toEqual([
    "medium: An account of Google's gets a role by 1 resource of k8s-staging-kind.",
  ]);
  expect(worries([binding], {}, { member: "user:ada@example.com" })).toEqual([]);
});

test("a group that starts to remove unlisted members is a high risk", async () => {
  const { risk } = await reportOn({
    groups: [
      "    description: Discussions of SIG Release\n",
      '    description: Discussions of SIG Release\n    settings: { ReconcileMembers: "true" }\n',
    ],
  });
  expect(risk.reasons.filter(({ level }) => level === "high").map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Whoever is not listed is removed: 1 resource of \S+@kubernetes\.io\.$/),
  ]);
});

test("deleting a group membership is reported as lost access, not as a deleted resource", () => {
  const member = change("googleworkspace:index/groupMember:GroupMember", "delete");
  expect(worries([member])).toEqual([
    "medium: 1 resource of k8s-staging-kind taken away: roles or memberships alone, see who loses what.",
  ]);
});

test("what follows from the files alone counts as any other reason does", async () => {
  const report = await reportOn({});
  const further = [
    { level: "medium", text: "Medium." },
    { level: "high", text: "High." },
  ] as const;
  expect(riskOf(report, [], further)).toEqual({ level: "high", reasons: [further[1], further[0]] });
});

test("nothing is said to change only if every changed file was judged", async () => {
  const { risk } = await reportOn({}, { notCovered: ["README.md"] });
  expect(risk.reasons).toEqual([{ level: "none", text: "Nothing of what is covered changes." }]);
});

const right = (project: string, role: string, otherwise: Right["otherwise"] = "nowhere"): Right => ({
  ...{ project, role, otherwise },
  on: `project ${project}`,
  through: [],
});
const who = (gains: Right[], loses: Right[] = []): AccessChange => ({
  ...{ address: "ada@example.com", kind: "person", membersKnown: true },
  gains,
  loses,
});
const toldOf = (access: AccessChange) =>
  fromAccess({ access: [access], owners: [] }).map(({ level, text }) => `${level}: ${text}`);

test.each([
  "roles/artifactregistry.writer",
  "roles/artifactregistry.createOnPushWriter",
  "roles/artifactregistry.admin",
  "roles/editor",
  "roles/owner",
])("gaining %s is reported as being able to push images", (role) => {
  expect(toldOf(who([right("k8s-staging-kind", role)]))).toEqual([
    "medium: ada@example.com can push images to 1 existing project.",
  ]);
  expect(toldOf(who([right("k8s-artifacts-prod", role)]))).toEqual([
    "high: ada@example.com can push images to production: k8s-artifacts-prod.",
  ]);
});

test("write access to production's storage is a high risk, and to staging buckets a medium one", () => {
  expect(toldOf(who([right("AWS account 1", "sts:AssumeRoleWithWebIdentity")]))).toEqual([
    "high: ada@example.com can write what production serves: AWS account 1.",
  ]);
  expect(toldOf(who([right("k8s-staging-kind", "roles/storage.objectAdmin")]))).toEqual([
    "medium: ada@example.com can do more in 1 existing project: write its buckets.",
  ]);
});

test("the right to push counts as gained or lost only if the address does not hold it otherwise", () => {
  const writer = "roles/artifactregistry.writer";
  const admin = "roles/artifactregistry.repoAdmin";
  expect(toldOf(who([right("p", writer, "there")], [right("p", admin, "there")]))).toEqual([
    "medium: ada@example.com can do the same by other roles.",
  ]);
  expect(toldOf(who([], [right("p", writer, "elsewhere")]))).toEqual([
    "medium: ada@example.com can do less.",
  ]);
  expect(toldOf(who([], [right("p", writer)]))).toEqual([
    "medium: ada@example.com can no longer push images.",
  ]);
});

test("an empty change has no risk", async () => {
  const report = await reportOn({});
  expect(riskOf(report, [])).toEqual({
    level: "none",
    reasons: [{ level: "none", text: "Nothing changes." }],
  });
});

test("a change in any folder of source but localcloud and the tests is a change of the program", async () => {
  const sources = execFileSync("git", ["ls-files", "*/*.ts", "*/*.js", "*/*.cjs", "bin"], {
    cwd: fromRoot("."),
    encoding: "utf8",
  });
  const first = new Map(
    sources
      .trim()
      .split("\n")
      .map((path) => [path.split("/", 1)[0], path]),
  );
  const folders = [...first.keys()].filter((folder) => folder !== "localcloud" && folder !== "test");
  expect(folders).toContain("boot");
  const report = await reportOn({}, { notCovered: folders.map((folder) => first.get(folder)!) });
  expect(report.risk.reasons.map(({ text }) => text)).toContain(
    `The program changes as well (${folders.length} files): what that does is not in this report.`,
  );
});
