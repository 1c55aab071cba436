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
import { differences, tallyOf } from "../../../../cli/review/report/differences.ts";
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
  former: Readonly<Record<string, unknown>> = inputs,
): string[] {
  const owner = { name: "k8s-staging-kind", kind, presence, tally: tallyOf(changes), changes: [...changes] };
  const planOf = (of: Readonly<Record<string, unknown>>) =>
    changes.map(
      ({ urn, type, name }) => ({ urn, type, name, inputs: of, aliases: [] }) as unknown as PlannedResource,
    );
  return fromResources([owner], { plans: [planOf(former), planOf(inputs)] }).map(
    ({ level, text }) => `${level}: ${text}`,
  );
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

type Inputs = Readonly<Record<string, unknown>>;

const cleanup = (days: number, dryRun: boolean, ...keeps: readonly string[]): Inputs => ({
  cleanupPolicyDryRun: dryRun,
  cleanupPolicies: [
    {
      id: `delete-${days}`,
      action: "DELETE",
      condition: { tagState: "ANY", olderThan: `${days * 86_400}s` },
    },
    ...keeps.map((tag) => ({
      id: tag,
      action: "KEEP",
      condition: { tagState: "TAGGED", tagPrefixes: [tag] },
    })),
  ],
});
const cleaned = (before: Inputs, after: Inputs) => worries([change(REPOSITORY, "update")], {}, after, before);

test("a shorter retention where images are deleted is a high risk, with the days, and a longer one a low one", () => {
  expect(cleaned(cleanup(365, false), cleanup(7, false))).toEqual([
    "high: Images are deleted after 7 days instead of 365 in 1 resource of k8s-staging-kind.",
  ]);
  expect(cleaned(cleanup(7, false), cleanup(365, false))).toEqual([
    "low: Images are deleted after 365 days instead of 7 in 1 resource of k8s-staging-kind.",
  ]);
});

test("a keep rule that goes or changes where images are deleted is a high risk, and a further one a low one", () => {
  const lost = ["high: A rule that kept images no longer applies in 1 resource of k8s-staging-kind."];
  expect(cleaned(cleanup(90, false, "v"), cleanup(90, false))).toEqual(lost);
  expect(cleaned(cleanup(90, false, "v"), cleanup(90, false, "w"))).toEqual(lost);
  expect(cleaned(cleanup(90, false), cleanup(90, false, "v"))).toEqual([
    "low: Further images are kept in 1 resource of k8s-staging-kind.",
  ]);
});

test("what is deleted in a dry run is no risk, until it ends", () => {
  expect(cleaned(cleanup(90, true, "v"), cleanup(30, true))).toEqual([]);
  expect(cleaned(cleanup(90, true), cleanup(30, false))).toEqual([
    "high: Images begin to be deleted by age, after 30 days, in 1 resource of k8s-staging-kind.",
  ]);
  expect(cleaned(cleanup(90, false), cleanup(90, true))).toEqual([
    "low: Images are no longer deleted by age in 1 resource of k8s-staging-kind.",
  ]);
});

const armorOf = (paths: string, count: number): Inputs => ({
  rules: [
    { action: "deny(404)", match: { expr: { expression: `!request.path.matches('${paths}')` } } },
    { action: "throttle", rateLimitOptions: { rateLimitThreshold: { count, intervalSec: 30 } } },
  ],
});
const served = (before: Inputs, after: Inputs) =>
  worries(
    [change("gcp:compute/securityPolicy:SecurityPolicy", "update", { rules: [[], []] })],
    { kind: "RegistryProxy" },
    after,
    before,
  ).filter((text) => !text.startsWith("medium: How clients"));
const paths = "^/v2/?$|^/v2/.+/blobs/.+$|^/v2/.+/manifests/.+$";

test("Cloud Armor that refuses what clients ask for is a high risk", () => {
  expect(served(armorOf(paths, 2490), armorOf("^/v2/?$|^/v2/.+/manifests/.+$", 2490))).toEqual([
    "high: Cloud Armor refuses layers now: 1 resource of k8s-staging-kind.",
  ]);
  expect(served(armorOf(paths, 2490), armorOf("^/v2/.+/(", 2490))).toEqual([
    "high: Cloud Armor refuses layers, manifests, the API itself now: 1 resource of k8s-staging-kind.",
  ]);
  expect(served(armorOf(paths, 2490), armorOf(`^/privacy$|${paths}`, 2490))).toEqual([]);
});

test("a throttle cut below half is a high risk", () => {
  expect(served(armorOf(paths, 2490), armorOf(paths, 1244))).toEqual([
    "high: The throttle is cut from 83.0 to 41.5 requests a second and client: 1 resource of k8s-staging-kind.",
  ]);
  expect(served(armorOf(paths, 2490), armorOf(paths, 1245))).toEqual([]);
});

/** The high risks where the services of the regions change their `<image> <path>`. */
function regions(before: readonly string[], after: readonly string[], ran: readonly string[] = []): string[] {
  const plan = (of: readonly string[]) =>
    of.map((text, index) => {
      const [image, value] = text.split(" ");
      const inputs = { template: { containers: [{ image, envs: [{ name: "P", value }] }] } };
      return { urn: `urn:${index}`, type: SERVICE, name: `proxy/${index}`, inputs, aliases: [] };
    }) as unknown as PlannedResource[];
  const plans = [plan(before), plan(after)] as const;
  const owners = differences(...plans).map((owner) => ({ ...owner, kind: "RegistryProxy" }));
  return fromResources(owners, { plans, ran: new Set(ran) })
    .map(({ level, text }) => `${level}: ${text}`)
    .filter((text) => text.startsWith("high"));
}

test("all regions at once to what no region has run is a high risk", () => {
  const told = ["high: All regions change at once to what no region has run: 2 resources of proxy."];
  expect(regions(["i@1 p", "i@1 p"], ["i@2 p", "i@2 p"])).toEqual(told);
  expect(regions(["i@1 p", "i@1 p"], ["i@1 q", "i@1 q"])).toEqual(told);
  expect(regions(["i@1 p", "i@1 p"], ["i@2 p", "i@1 p"])).toEqual([]);
  expect(regions(["i@2 p", "i@1 p"], ["i@2 p", "i@2 p"])).toEqual([]);
  expect(regions(["i@1 p", "i@1 p"], ["i@2 p", "i@2 p"], ["2"])).toEqual([]);
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
  expect(riskOf(report, { plans: [[], []], besides: further })).toEqual({
    level: "high",
    reasons: [further[1], further[0]],
  });
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
  fromAccess({ access: [access], owners: [] }, {}).map(({ level, text }) => `${level}: ${text}`);

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

test("a job of a cluster that nothing trusted before is a high risk where it can push images", () => {
  const gains = [right("k8s-staging-kind", "roles/artifactregistry.writer")];
  const job = { ...who(gains), address: "b.svc.id.goog[x/y]" };
  const toldBy = (pool: string) =>
    fromAccess({ access: [job], owners: [] }, { pools: new Set([pool]) }).map(
      ({ level, text }) => `${level}: ${text}`,
    );
  expect(toldBy("a.svc.id.goog")).toEqual([
    "high: b.svc.id.goog[x/y] of another cluster can push images to 1 existing project.",
  ]);
  expect(toldBy("b.svc.id.goog")).toEqual([
    "medium: b.svc.id.goog[x/y] can push images to 1 existing project.",
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
  expect(riskOf(report, { plans: [[], []] })).toEqual({
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
