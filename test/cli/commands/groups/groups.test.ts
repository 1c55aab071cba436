import { afterEach, expect, test, vi } from "vitest";
import { runCheck } from "../../../../cli/commands/check.ts";
import { groupsCommand, runShow, runWho } from "../../../../cli/commands/groups/index.ts";
import { UserError } from "../../../../terminal/userError.ts";
import { fromRoot } from "../../../../boot/root.ts";

const infra = fromRoot("test/fixtures/dozen/infra.yaml");
const groups = fromRoot("test/fixtures/few-groups");
const dozen = { infra, groups, stack: "staging" };

afterEach(() => {
  vi.restoreAllMocks();
});

const show = (name: string) => runShow(name, dozen).split("\n");
const who = (address: string) => runWho(address, dozen).split("\n");

/** The exit code and message of the error that the action throws. */
function mistake(action: () => unknown): [number, string] | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return [error.exitCode, error.message];
  }
  return undefined;
}

const adminsEverywhere = [
  "  project <project>     viewer",
  "  bucket <project>      storage.legacyBucketOwner, storage.objectAdmin",
  "  bucket <project>-gcb  storage.legacyBucketOwner, storage.objectAdmin",
];
const adminsInReleng = [
  "In k8s-staging-releng:",
  "  project k8s-staging-releng     viewer",
  "  bucket k8s-staging-releng      storage.legacyBucketOwner, storage.objectAdmin",
  "  bucket k8s-staging-releng-gcb  storage.legacyBucketOwner, storage.objectAdmin",
  "  bucket k8s-releng-sandbox      storage.legacyBucketOwner, storage.objectAdmin",
];
const asEverybody =
  "As everybody (allUsers): storage.objectViewer on 22 buckets and artifactregistry.reader on 22 repositories.";
const nineMore = "It may be in more: the data lists only some of the members of 9 groups.";

test("a group is shown with all its members, and its access is folded over similar projects", () => {
  expect(show("k8s-infra-artifact-admins")).toEqual([
    "k8s-infra-artifact-admins@kubernetes.io: ACL for artifact admins",
    `Declared in ${groups}/groups.yaml:4.`,
    "",
    "3 members, groups within it included:",
    "  ada@example.com",
    "  grace@example.com                        through k8s-infra-release-editors",
    "  k8s-infra-release-editors@kubernetes.io  group",
    "",
    "In no other group.",
    "",
    "In 10 of 12 staging projects (all but k8s-staging-gcb-untrusted and k8s-staging-releng):",
    ...adminsEverywhere,
    "",
    ...adminsInReleng,
    "",
  ]);
});

test("a single project's group is shown with its access, including its access as the build account", () => {
  expect(show("K8s-Infra-Staging-BOM@kubernetes.io")).toEqual([
    "k8s-infra-staging-bom@kubernetes.io: ACL for staging bom",
    `Not declared: made by the naming rule, for ${infra}:10.`,
    "",
    "No members are listed.",
    "There may be more: the data lists only some of the members of this group.",
    "",
    "In no other group.",
    "",
    "In k8s-staging-bom:",
    "  project k8s-staging-bom                                                  cloudbuild.builds.editor, serviceusage.serviceUsageConsumer, viewer",
    "  repository us-central1-docker.pkg.dev/k8s-staging-bom/images             artifactregistry.writer",
    "  repository gcr.io/k8s-staging-bom                                        artifactregistry.writer",
    "  bucket k8s-staging-bom                                                   storage.objectAdmin",
    "  bucket k8s-staging-bom-gcb                                               storage.objectAdmin",
    "  service account gcb-builder-bom@k8s-staging-bom.iam.gserviceaccount.com  iam.serviceAccountUser",
    "",
    "In k8s-staging-bom, acting as gcb-builder-bom@k8s-staging-bom.iam.gserviceaccount.com:",
    "  project k8s-staging-bom                                       logging.logWriter",
    "  repository us-central1-docker.pkg.dev/k8s-staging-bom/images  artifactregistry.writer",
    "  repository gcr.io/k8s-staging-bom                             artifactregistry.writer",
    "  bucket k8s-staging-bom-gcb                                    storage.objectAdmin",
    "",
  ]);
});

test("a frozen project's group has only the viewer role, and a retired group has none", () => {
  expect(show("k8s-infra-staging-dns").slice(-3)).toEqual([
    "In k8s-staging-dns:",
    "  project k8s-staging-dns  viewer",
    "",
  ]);
  expect(show("k8s-infra-push-old").slice(1)).toEqual([
    `Declared in ${groups}/groups.yaml:31. It is retired: it is deleted, and has no members.`,
    "",
    "No members are listed.",
    "",
    "In no other group.",
    "",
    "Holds no role in any staging project.",
    "",
  ]);
});

test("an address, in any letter case, is shown with its groups and access and the paths to them", () => {
  expect(who("Grace@Example.COM")).toEqual([
    "grace@example.com",
    "",
    "In 3 groups:",
    "  k8s-infra-artifact-admins@kubernetes.io  through k8s-infra-release-editors",
    "  k8s-infra-release-editors@kubernetes.io",
    "  sig-release@kubernetes.io",
    nineMore,
    "",
    "In 10 of 12 staging projects (all but k8s-staging-gcb-untrusted and k8s-staging-releng), through k8s-infra-release-editors → k8s-infra-artifact-admins:",
    ...adminsEverywhere,
    "",
    "In k8s-staging-dns, through k8s-infra-release-editors:",
    "  project k8s-staging-dns  viewer",
    "",
    "In k8s-staging-releng, through k8s-infra-release-editors:",
    "  project k8s-staging-releng  artifactregistry.repoAdmin, viewer",
    "  bucket k8s-releng-sandbox   storage.objectAdmin",
    "",
    ...adminsInReleng.map((line) =>
      line.replace("releng:", "releng, through k8s-infra-release-editors → k8s-infra-artifact-admins:"),
    ),
    "",
    asEverybody,
    "",
  ]);
  expect(who("user:grace@example.com")).toEqual(who("grace@example.com"));
});

test("an unknown address is shown with public access only and the closest known address", () => {
  expect(who("grase@example.com")).toEqual([
    "grase@example.com: the data does not have this address. Did you mean grace@example.com?",
    "",
    "In no group.",
    nineMore,
    "",
    "Holds no role in any staging project.",
    "",
    asEverybody,
    "",
  ]);
  expect(who("nobody@example.org")[0]).toBe("nobody@example.org");
});

test("allUsers is shown with what is public", () => {
  expect(who("allusers")).toEqual([
    "allUsers",
    "",
    "In no group.",
    "",
    "In 11 of 12 staging projects (all but k8s-staging-gcb-untrusted):",
    "  repository us-central1-docker.pkg.dev/<project>/images  artifactregistry.reader",
    "  repository gcr.io/<project>                             artifactregistry.reader",
    "  bucket <project>                                        storage.objectViewer",
    "  bucket <project>-gcb                                    storage.objectViewer",
    "",
  ]);
});

test("when access covers many but not nearly all projects, they are listed below the heading", () => {
  const own = { stack: "staging" };
  const lines = runShow("k8s-infra-release-editors", own).split("\n");
  const at = lines.indexOf("In 8 of 92 staging projects, through k8s-infra-staging-<name>:");
  expect(lines.slice(at + 1, at + 4)).toEqual([
    "    k8s-staging-artifact-promoter, k8s-staging-build-image, k8s-staging-ci-images,",
    "    k8s-staging-cip-test, k8s-staging-cri-tools, k8s-staging-experimental, k8s-staging-releng,",
    "    k8s-staging-releng-test",
  ]);
});

test("show --json has the documented shape", () => {
  const answer = JSON.parse(runShow("k8s-infra-release-editors", { ...dozen, json: true })) as object;
  expect(answer).toEqual({
    group: "k8s-infra-release-editors@kubernetes.io",
    description: "ACL for release editors",
    state: "active",
    declared: true,
    origin: { file: `${groups}/groups.yaml`, line: 12, column: 5 },
    members: [{ address: "grace@example.com", group: false, through: [] }],
    partial: [],
    groups: [{ group: "k8s-infra-artifact-admins@kubernetes.io", through: [] }],
    grants: expect.any(Array) as unknown,
  });
  const { partial } = JSON.parse(runShow("k8s-infra-staging-bom", { ...dozen, json: true })) as {
    partial: string[];
  };
  expect(partial).toEqual(["k8s-infra-staging-bom@kubernetes.io"]);
});

test("who --json has the documented shape", () => {
  const text = runWho("k8s-infra-staging-kind", { ...dozen, json: true });
  expect(text.endsWith("}\n")).toBe(true);
  const address = "k8s-infra-staging-kind@kubernetes.io";
  const builder = "gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com";
  const answer = JSON.parse(text) as { grants: object[] };
  expect(answer).toEqual({
    address,
    groups: [],
    grants: expect.any(Array) as unknown,
    public: [
      { role: "roles/storage.objectViewer", kind: "bucket", count: 22 },
      { role: "roles/artifactregistry.reader", kind: "repository", count: 22 },
    ],
    partialGroups: 9,
  });
  const project = "k8s-staging-kind";
  expect(answer.grants).toHaveLength(12);
  expect(answer.grants[0]).toEqual({
    project,
    on: `service account ${builder}`,
    role: "roles/iam.serviceAccountUser",
    holder: address,
    through: [],
  });
  expect(answer.grants.at(-1)).toEqual({
    project,
    on: "repository gcr.io/k8s-staging-kind",
    role: "roles/artifactregistry.writer",
    holder: builder,
    through: [],
  });
  const { grants } = JSON.parse(runWho("grace@example.com", { ...dozen, json: true })) as typeof answer;
  expect(grants[0]).toMatchObject({
    holder: "k8s-infra-artifact-admins@kubernetes.io",
    through: ["k8s-infra-release-editors@kubernetes.io"],
  });
});

test("an unknown group or an invalid address is reported in one sentence", () => {
  expect(mistake(() => show("k8s-infra-artifact-admin"))).toEqual([
    1,
    "There is no group k8s-infra-artifact-admin@kubernetes.io in the data. Did you mean k8s-infra-artifact-admins?",
  ]);
  expect(mistake(() => show("staging-kind"))?.[1]).toMatch(/ Did you mean k8s-infra-staging-kind\?$/);
  expect(mistake(() => show("zzz@example.org"))).toEqual([
    1,
    "There is no group zzz@example.org in the data.",
  ]);
  expect(mistake(() => who("ada"))).toEqual([1, '"ada" is no address: give one such as ada@example.com.']);
});

test("bad data is reported as by `infra check`, with exit status 2", () => {
  const bad = { ...dozen, infra: fromRoot("none.yaml") };
  const [exitCode, message] = mistake(() => runWho("ada@example.com", bad))!;
  expect(exitCode).toBe(2);
  expect(runCheck(bad, "2026-12-01").stdout.startsWith(`${message}\n`)).toBe(true);
});

test("the commands write to the terminal, and their help has examples", () => {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const args = ["--infra", infra, "--groups", groups];
  groupsCommand().parse(["who", "ada@example.com", ...args], { from: "user" });
  expect(write).toHaveBeenLastCalledWith(runWho("ada@example.com", dozen));
  groupsCommand().parse(["show", "sig-release", "--json", ...args], { from: "user" });
  expect(write).toHaveBeenLastCalledWith(runShow("sig-release", { ...dozen, json: true }));
  for (const command of groupsCommand().commands) {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain(`$ infra groups ${command.name()} `);
  }
});
