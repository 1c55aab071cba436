import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { loadBase, loadRevision } from "../../../../cli/clients/git/data.ts";
import { changedFiles, startOfChange, treesAt, type Revision } from "../../../../cli/clients/git/revision.ts";
import { runCheck } from "../../../../cli/commands/check.ts";
import { otherFiles } from "../../../../cli/review/report/otherFiles.ts";
import { REGISTRY_FILES } from "../../../../inventory/registry/load.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { checkoutAt, type DataSources } from "../../../../inventory/sources.ts";
import { maxBytes } from "../../../../inventory/yaml/source.ts";
import { Checkout } from "../../../support/checkout.ts";
import { testFolder } from "../../../support/infra.ts";

const config = readFileSync(fromRoot("test/fixtures/few-groups/config.yaml"), "utf8");
const infra = (...ids: readonly string[]) =>
  ["infra:", "  staging:", "    projects:", ...ids.map((id) => `      ${id}:`), ""].join("\n");
const group = (...members: readonly string[]) =>
  `groups: [{ email-id: a@kubernetes.io, name: a, members: [${members.join(", ")}] }]\n`;
const data = {
  "infra/gcp/infra.yaml": infra("k8s-staging-a", "k8s-staging-b"),
  "groups/config.yaml": config,
  "groups/restrictions.yaml": "restrictions: []\n",
  "groups/groups.yaml": group("x@example.com", "y@example.com"),
  ...Object.fromEntries(
    REGISTRY_FILES.map((name) => [
      `infra/registry/${name}`,
      readFileSync(fromRoot(`test/fixtures/no-proxy/${name}`), "utf8"),
    ]),
  ),
};

/** None of these data names it. */
const day = "2026-12-01";

function filesOf({ folder }: Pick<Checkout, "folder">): DataSources {
  return checkoutAt(folder);
}

/** The same files, as options of `infra check`. */
function optionsOf(checkout: Pick<Checkout, "folder">) {
  const { infraFile, groupsFolder, registryFolder } = filesOf(checkout).paths;
  return { infra: infraFile, groups: groupsFolder, registry: registryFolder };
}

const idsAt = (checkout: Pick<Checkout, "folder">, revision: string) =>
  loadBase(filesOf(checkout), revision).data.inventory.stagingProjects.map(({ id }) => id);

test("data at the top of a checkout is compared, too", () => {
  const checkout = new Checkout();
  const flat = Object.entries(data).map(([path, text]) => [basename(path), text] as const);
  checkout.commit(Object.fromEntries(flat));
  const { folder } = checkout;
  const options = { infra: join(folder, "infra.yaml"), groups: folder, registry: folder, base: "HEAD" };
  expect(runCheck(options, day).stdout).toMatch(/compared with HEAD \([0-9a-f]{10}\)\n/);
  const revision = startOfChange(folder, "HEAD");
  expect(treesAt(revision, [folder])(folder, ".").list().paths).toContain("groups.yaml");
});

test("a revision is read from git, whatever the working tree holds", () => {
  const checkout = new Checkout();
  checkout.commit(data);
  checkout.commit({ "infra/gcp/infra.yaml": infra("k8s-staging-c"), "groups/groups.yaml": group() });
  checkout.write({ "infra/gcp/infra.yaml": "not even YAML: [", "groups/groups.yaml": undefined });
  expect(idsAt(checkout, "HEAD~1")).toEqual(["k8s-staging-a", "k8s-staging-b"]);
  expect(idsAt(checkout, "main")).toEqual(["k8s-staging-c"]);
  const { groups } = loadBase(filesOf(checkout), "HEAD~1").data;
  expect(groups.find(({ name }) => name === "a")?.members).toEqual(["x@example.com", "y@example.com"]);
  expect(readFileSync(join(checkout.folder, "infra/gcp/infra.yaml"), "utf8")).toBe("not even YAML: [");
});

test("positions in a revision name the file in git's <commit>:<path> notation", () => {
  const checkout = new Checkout();
  const commit = checkout.commit(data);
  const { inventory, groups } = loadBase(filesOf(checkout), "HEAD").data;
  expect(inventory.stagingProjects[0]?.origin).toEqual({
    file: `${commit.slice(0, 10)}:infra/gcp/infra.yaml`,
    line: 4,
    column: 7,
  });
  expect(groups.find(({ name }) => name === "a")?.origin.file).toBe(
    `${commit.slice(0, 10)}:groups/groups.yaml`,
  );
});

test("a branch is compared with its merge base, so that later merges do not look reverted", () => {
  const checkout = new Checkout();
  checkout.commit(data);
  checkout.git("switch", "--quiet", "--create", "mine");
  checkout.commit({ "infra/gcp/infra.yaml": infra("k8s-staging-a", "k8s-staging-b", "k8s-staging-mine") });
  checkout.git("switch", "--quiet", "main");
  checkout.commit({ "infra/gcp/infra.yaml": infra("k8s-staging-a", "k8s-staging-b", "k8s-staging-theirs") });
  checkout.git("switch", "--quiet", "mine");
  expect(idsAt(checkout, "main")).toEqual(["k8s-staging-a", "k8s-staging-b"]);
});

test("a dirty working tree is compared as it is, including untracked files", () => {
  const checkout = new Checkout();
  checkout.commit(data);
  checkout.write({
    "groups/sig-a/groups.yaml": "groups: []\n",
    "groups/groups.yaml": group("x@example.com"),
  });
  const { revision } = loadBase(filesOf(checkout), "HEAD");
  expect(changedFiles(revision)).toEqual(["groups/groups.yaml", "groups/sig-a/groups.yaml"]);
});

const mistakes: [what: string, arrange: (checkout: Checkout) => string, message: RegExp][] = [
  [
    "a revision that git does not know",
    (checkout) => (checkout.commit(data), "nope"),
    /^git knows no revision "nope": `git fetch` it, or choose one that `git log` shows\.$/,
  ],
  [
    "what looks like an option of git",
    (checkout) => (checkout.commit(data), "--all"),
    /^git knows no revision "--all"/,
  ],
  [
    "a history of its own",
    (checkout) => {
      checkout.commit(data);
      checkout.git("switch", "--quiet", "--orphan", "other");
      checkout.commit(data, "Start over");
      return "main";
    },
    /^"main" has no history in common with this checkout: choose a revision that it comes from\.$/,
  ],
  [
    "a base from before the format",
    (checkout) => {
      checkout.commit({ README: "hello" });
      checkout.commit(data);
      return "HEAD~1";
    },
    /^HEAD~1 \([0-9a-f]{10}\) does not have infra\/gcp\/infra\.yaml yet: compare with [0-9a-f]{10}, which brought it, or a later one\.$/,
  ],
  [
    "a base that was never sound",
    (checkout) => (checkout.commit({ ...data, "infra/gcp/infra.yaml": "infra: 1\n" }), "HEAD"),
    /^The data at HEAD cannot be used \([0-9a-f]{10}:infra\/gcp\/infra\.yaml:1: infra must be a map, not the number 1\), nor any of the 20 changes before it: /,
  ],
];

test.each(mistakes)("%s is refused in one sentence with a remedy", (_, arrange, message) => {
  const checkout = new Checkout();
  const revision = arrange(checkout);
  expect(() => loadBase(filesOf(checkout), revision)).toThrow(message);
});

test("files outside a git checkout cannot be compared with a base", () => {
  const folder = testFolder();
  expect(() => loadBase(filesOf({ folder }), "HEAD")).toThrow(
    `${join(folder, "infra/gcp/infra.yaml")} is in no git checkout, so there is nothing to compare with: run this in a clone, or without --base.`,
  );
});

test("a revision missing from a shallow clone is refused, with how to deepen the clone", () => {
  const origin = new Checkout();
  const first = origin.commit(data);
  origin.commit({ "groups/groups.yaml": group("x@example.com") });
  const folder = join(testFolder(), "clone");
  execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${origin.folder}`, folder], {
    stdio: "pipe",
  });
  expect(() => loadBase(filesOf({ folder }), first)).toThrow(
    `This clone is shallow and does not have "${first}": run \`git fetch --unshallow\` first.`,
  );
  expect(loadBase(filesOf({ folder }), "HEAD").data.groups[0]?.members).toEqual(["x@example.com"]);
});

test("a change that repairs a broken base is compared with the last sound revision", () => {
  const checkout = new Checkout();
  const sound = checkout.commit(data);
  checkout.commit({ "groups/groups.yaml": "teams: []\n" });
  checkout.commit({ README: "hello" });
  checkout.write({ "groups/groups.yaml": group() });
  const { exitCode, stdout } = runCheck({ ...optionsOf(checkout), base: "HEAD" }, day);
  expect(exitCode).toBe(2);
  expect(stdout).toContain(
    `the data at HEAD cannot be used (1 error, this is the first); the change is compared with ${sound.slice(0, 10)}, the last revision that can [broken-base]`,
  );
  expect(stdout).toContain("a@kubernetes.io loses 2 of its 2 members (x@example.com, y@example.com)");
});

test("`check --base` reports what a change removes and the revision that it was compared with", () => {
  const checkout = new Checkout();
  const commit = checkout.commit(data);
  const options = { ...optionsOf(checkout), base: "main" };
  expect(runCheck(options, day)).toMatchObject({ exitCode: 0 });
  checkout.write({ "infra/gcp/infra.yaml": infra("k8s-staging-a") });
  const { exitCode, stdout } = runCheck({ ...options, json: true }, day);
  expect(exitCode).toBe(2);
  const report = JSON.parse(stdout) as { base: unknown; diagnostics: { rule: string; severity: string }[] };
  expect(report.base).toEqual({ revision: "main", commit });
  expect(report.diagnostics.filter(({ severity }) => severity === "error").map(({ rule }) => rule)).toEqual([
    "project-not-retired",
  ]);
  expect(runCheck(options, day).stdout).toMatch(/1 error, 1 warning, compared with main \([0-9a-f]{10}\)\n/);
});

test("data with errors is not compared, since its missing parts would look removed", () => {
  const checkout = new Checkout();
  checkout.commit(data);
  checkout.write({ "infra/gcp/infra.yaml": "infra: { stagng: {} }\n" });
  const { exitCode, stdout } = runCheck({ ...optionsOf(checkout), base: "main" }, day);
  expect(exitCode).toBe(2);
  expect(stdout).toMatch(
    /1 error; what changed since main \([0-9a-f]{10}\) is judged when the data is sound\n/,
  );
});

test("an expired waiver is an error even without a base", () => {
  const checkout = new Checkout();
  const waiver =
    "{ rule: group-shrinks, subject: a@kubernetes.io, reason: r, approver: ada, expires: 2026-01-31 }";
  checkout.write({ ...data, "groups/limits.yaml": `waivers: [${waiver}]\n` });
  const { stdout } = runCheck({ ...optionsOf(checkout) }, "2026-02-01");
  expect(stdout).toContain(
    "limits.yaml:1:11: error: the waiver of group-shrinks for a@kubernetes.io expired on 2026-01-31 [waiver-expired]",
  );
});

test("in a revision, an oversized file is refused and a symbolic link is ignored", () => {
  const checkout = new Checkout();
  checkout.write(data);
  symlinkSync("groups.yaml", join(checkout.folder, "groups/link.yaml"));
  const commit = checkout.commit({ "groups/sig-a/groups.yaml": `${"#".repeat(maxBytes)}\n` });
  const { data: none, diagnostics } = loadRevision(filesOf(checkout), "HEAD");
  expect(none).toBeUndefined();
  expect(diagnostics.map(({ file, rule, message }) => [file, rule, message])).toEqual([
    [
      `${commit.slice(0, 10)}:groups/sig-a/groups.yaml`,
      "file-too-large",
      `the file has ${maxBytes + 1} bytes, at most ${maxBytes} are read`,
    ],
  ]);
});

test("a change may end at a revision that is not checked out", () => {
  const checkout = new Checkout();
  checkout.commit(data);
  checkout.git("switch", "--quiet", "--create", "theirs");
  checkout.commit({ "infra/gcp/infra.yaml": infra("k8s-staging-a", "k8s-staging-theirs") });
  checkout.git("switch", "--quiet", "main");
  checkout.commit({ "infra/gcp/infra.yaml": infra("k8s-staging-a", "k8s-staging-b", "k8s-staging-later") });
  const base = loadBase(filesOf(checkout), "main", "theirs");
  expect(base.data.inventory.stagingProjects.map(({ id }) => id)).toEqual(["k8s-staging-a", "k8s-staging-b"]);
  const { revision, data: head } = loadRevision(filesOf(checkout), "theirs");
  expect(head?.inventory.stagingProjects.map(({ id }) => id)).toEqual([
    "k8s-staging-a",
    "k8s-staging-theirs",
  ]);
  expect(changedFiles(base.revision, revision)).toEqual(["infra/gcp/infra.yaml"]);
});

const orgs = (...names: readonly string[]) =>
  `organizations:\n${names.map((name) => `  ${name}: { source: org }\n`).join("")}exceptions: []\nrefused: {}\n`;

test("sources in a revision are checked against the organizations of that revision", () => {
  const checkout = new Checkout();
  const builds = "infra/gcp/builds/k8s-staging-a.yaml";
  const start = checkout.commit({
    ...data,
    "infra/orgs.yaml": orgs("elsewhere"),
    [builds]: "sources: [elsewhere/a]\nbuilds: {}\n",
  });
  checkout.commit({ "infra/orgs.yaml": orgs("kubernetes"), [builds]: undefined });
  const { diagnostics, revision } = loadBase(filesOf(checkout), "HEAD~1");
  expect({ diagnostics, commit: revision.commit }).toEqual({ diagnostics: [], commit: start });
  expect(loadRevision(filesOf(checkout), "HEAD~1").data).toBeDefined();
  checkout.write({ [builds]: "sources: [elsewhere/a]\nbuilds: {}\n" });
  expect(runCheck({ ...optionsOf(checkout), base: "HEAD~1" }, day).stdout).toContain("elsewhere");
});

/** The changes besides resources, without what the files mean in particular. */
function otherFilesOf(checkout: Checkout, start: Revision, head?: Revision) {
  const { notCovered, rules } = otherFiles({ start, head }, filesOf(checkout), changedFiles(start, head));
  return { notCovered, rules };
}

test("the files that a change touches are counted from its start, even if that base is broken", () => {
  const checkout = new Checkout();
  checkout.commit(data);
  const broken = checkout.commit({ "infra/gcp/infra.yaml": "infra: [", "stacks/staging.ts": "" });
  checkout.commit({ "infra/gcp/infra.yaml": infra("k8s-staging-a"), "README.md": "" });
  const { start, revision } = loadBase(filesOf(checkout), "HEAD~1");
  expect([start.commit, revision.commit]).toEqual([broken, checkout.git("rev-parse", "HEAD~2")]);
  expect(otherFilesOf(checkout, start).notCovered).toEqual(["README.md"]);
});

test("repairing a rules file that was invalid YAML is reported as a rule change", () => {
  const checkout = new Checkout();
  checkout.commit(data);
  checkout.commit({ "groups/restrictions.yaml": "restrictions: [" });
  checkout.commit({ "groups/restrictions.yaml": "restrictions: []\n" });
  const { start } = loadBase(filesOf(checkout), "HEAD~1");
  expect(otherFilesOf(checkout, start).rules).toEqual([
    {
      file: "groups/restrictions.yaml",
      about: "which file may declare which group",
      properties: [
        { path: "not YAML", before: "restrictions: [" },
        { path: "restrictions", after: [] },
      ],
    },
  ]);
});

test("a rules file is reported when its content changes, but not when only a comment changes", () => {
  const checkout = new Checkout();
  checkout.commit({ ...data, "infra/orgs.yaml": orgs("kubernetes"), "groups/limits.yaml": "waivers: []\n" });
  const [start] = [loadRevision(filesOf(checkout), "HEAD").revision];
  checkout.write({
    "groups/restrictions.yaml": "# who may\nrestrictions: []\n",
    "groups/limits.yaml": undefined,
    "infra/orgs.yaml": orgs("kubernetes", "other"),
  });
  const told = [
    {
      file: "groups/limits.yaml",
      about: "what a change may take away",
      properties: [{ path: "waivers", before: [] }],
    },
    {
      file: "infra/orgs.yaml",
      about: "whose code may become images",
      properties: [{ path: "organizations.other", after: { source: "org" } }],
    },
  ];
  expect(otherFilesOf(checkout, start)).toEqual({
    notCovered: [],
    rules: told,
  });
  checkout.git("add", "--all");
  checkout.git("commit", "--quiet", "--message", "Rules");
  const head = loadRevision(filesOf(checkout), "HEAD").revision;
  expect(otherFilesOf(checkout, start, head).rules).toEqual(told);
});
