import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runPromoteCheck } from "../../../../cli/commands/promote/check.ts";
import { UserError } from "../../../../terminal/userError.ts";
import { diskTree } from "../../../../inventory/yaml/tree.ts";
import { loadRegistry } from "../../../../inventory/registry/load.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { testFolder } from "../../../support/infra.ts";

const upstream = fromRoot("test/fixtures/promotion/upstream");
const list = "images/k8s-staging-agent-sandbox/images.yaml";
const manifest = "manifests/k8s-staging-agent-sandbox/promoter-manifest.yaml";

test("the project's own tree has no mistakes", () => {
  expect(runPromoteCheck({}).stdout).toMatch(/^registry\.k8s\.io: [\d,]+ manifests, .* no mistakes\n$/);
  expect(runPromoteCheck({}).exitCode).toBe(0);
});

test("of upstream's examples, one is valid, one lacks two locations, and one lacks its manifest", () => {
  const { exitCode, stdout } = runPromoteCheck({ tree: upstream });
  expect(exitCode).toBe(2);
  expect(stdout.replaceAll(`${upstream}/`, "").split("\n")).toEqual([
    "images/k8s-staging-cpa/images.yaml:1:1: warning: only the owners of the root folder can approve these images: there is no images/k8s-staging-cpa/OWNERS [missing-owners]",
    "    add it, with the project's approvers",
    "images/k8s-staging-dra-example-driver/images.yaml:1:1: error: these images are promoted nowhere: there is no manifests/k8s-staging-dra-example-driver/promoter-manifest.yaml [missing-file]",
    "    add it; `bin/infra promote new k8s-staging-dra-example-driver` writes it",
    "manifests/k8s-staging-cpa/promoter-manifest.yaml:2:1: error: 2 destinations of 22 are missing: europe-west3, europe-west10 [missing-destination]",
    "    add below `registries:`",
    "    - name: europe-west3-docker.pkg.dev/k8s-artifacts-prod/images/cpa",
    "      service-account: k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com",
    "    - name: europe-west10-docker.pkg.dev/k8s-artifacts-prod/images/cpa",
    "      service-account: k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com",
    `${upstream}: 2 manifests, 16 images, 54 digests, 2 errors, 1 warning`,
    "",
  ]);
});

test("--json has the shape of `infra check --json`", () => {
  const { diagnostics } = JSON.parse(runPromoteCheck({ tree: upstream, json: true }).stdout) as {
    diagnostics: object[];
  };
  expect(diagnostics[1]).toEqual({
    rule: "missing-file",
    severity: "error",
    file: `${upstream}/images/k8s-staging-dra-example-driver/images.yaml`,
    line: 1,
    column: 1,
    message:
      "these images are promoted nowhere: there is no manifests/k8s-staging-dra-example-driver/promoter-manifest.yaml",
    hint: "add it; `bin/infra promote new k8s-staging-dra-example-driver` writes it",
  });
});

/** A git repository with the project's own tree in a folder, committed. */
function repository(): string {
  const folder = testFolder();
  cpSync(fromRoot("registry.k8s.io"), join(folder, "registry.k8s.io"), { recursive: true });
  git(folder, "init", "--quiet", "--initial-branch=first");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "Base");
  return folder;
}

function git(folder: string, ...args: readonly string[]): void {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  execFileSync("git", ["-C", folder, ...identity, ...args]);
}

test("--base compares with the given revision of the folder's repository", () => {
  const folder = repository();
  const tree = join(folder, "registry.k8s.io");
  expect(runPromoteCheck({ tree, base: "HEAD" }).exitCode).toBe(0);
  const text = readFileSync(join(tree, list), "utf8");
  writeFileSync(join(tree, list), text.replace(/^ {4}"sha256:b9e53b.*\n/m, ""));
  git(folder, "commit", "--quiet", "--all", "--message", "Remove a digest");
  expect(runPromoteCheck({ tree, base: "HEAD" }).exitCode).toBe(0);
  expect(runPromoteCheck({ tree, base: "HEAD~1" }).stdout.replaceAll(`${tree}/`, "").split("\n")).toEqual([
    `${list}:8:9: error: chrome-sandbox: sha256:b9e53bef350c… (v0.1.1) is removed; what was promoted stays [digest-removed]`,
    "    put back:",
    '        "sha256:b9e53bef350c50f0a176185905010594404ced2f05f24dbe8703826594373191": ["v0.1.1"]',
    "    or, if it was never promoted, add to infra/registry/promotion.yaml:",
    "    waivers:",
    "      - directory: k8s-staging-agent-sandbox",
    "        image: chrome-sandbox",
    "        digest: sha256:b9e53bef350c50f0a176185905010594404ced2f05f24dbe8703826594373191",
    "        reason: <how it got there, and why it was never promoted>",
    "        approver: <the release manager who answers for it>",
    "        day: <today, as YYYY-MM-DD>",
    expect.stringContaining("1 error") as string,
    "",
  ]);
});

test("without the folder, everything that was promoted is missed", () => {
  const folder = repository();
  const tree = join(folder, "registry.k8s.io");
  rmSync(tree, { recursive: true });
  const { exitCode, stdout } = runPromoteCheck({ tree, base: "HEAD" });
  expect(exitCode).toBe(2);
  expect(stdout).toContain(
    `${tree}:1:1: error: the folder cannot be read: there is no such folder [unreadable-folder]`,
  );
  expect(stdout).toContain(`${tree}/${list}`);
});

test("--base refuses a change to both the registries and the images", () => {
  const folder = repository();
  const tree = join(folder, "registry.k8s.io");
  appendFileSync(join(tree, list), `    "sha256:${"e".repeat(64)}": ["v9"]\n`);
  const path = join(tree, manifest);
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("/agent-sandbox\n    src", "/kro\n    src"));
  expect(runPromoteCheck({ tree, base: "HEAD" }).stdout).toContain(
    `${manifest}:1:1: error: one change touches both the registries and the images of k8s-staging-agent-sandbox [registries-with-images]`,
  );
});

/** A copy of the project's own folder with one text in one of its files replaced. */
function registryWith(file: string, from: string, to: string): string {
  const folder = join(testFolder(), "registry");
  cpSync(fromRoot("infra/registry"), folder, { recursive: true });
  const text = readFileSync(join(folder, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
  return folder;
}

test("a promoter account without the role and a location without a repository are refused", () => {
  const said = (file: string, from: string) =>
    runPromoteCheck({ tree: upstream, registry: registryWith(file, from, "") }).stdout;
  const place = `${upstream}/manifests/k8s-staging-agent-sandbox/promoter-manifest.yaml:5:11`;
  expect(said("production.yaml", "        promotes: true\n")).toContain(
    `${place}: error: images are promoted to asia-east1-docker.pkg.dev/k8s-artifacts-prod/images by k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com, which may not write there; the same applies in 1 more place [unknown-destination]`,
  );
  expect(said("production.yaml", "      us-west2:\n")).toContain(
    "images are promoted to us-west2-docker.pkg.dev/k8s-artifacts-prod/images, which does not exist; the same applies in 1 more place [unknown-destination]",
  );
});

test("a region that the proxy serves but nothing is promoted to is refused", () => {
  const registry = registryWith(
    "proxy.yaml",
    "  regions:\n",
    "  regions:\n    africa-south1: { default_mirror: cloudfront }\n",
  );
  expect(runPromoteCheck({ registry }).stdout).toMatch(
    /proxy\.yaml:\d+:\d+: error: registry\.k8s\.io is served from africa-south1, which nothing is promoted to \[region-not-promoted\]\n {4}add africa-south1 to the locations in infra\/registry\/promotion\.yaml\n/,
  );
});

test("a base with objects missing from git is an error, not a base without promotions", () => {
  const folder = repository();
  const tree = join(folder, "registry.k8s.io");
  const id = execFileSync("git", ["-C", tree, "rev-parse", `HEAD:./${list}`], { encoding: "utf8" }).trim();
  writeFileSync(
    join(tree, list),
    readFileSync(join(tree, list), "utf8").replace(/^ {4}"sha256:b9e53b.*\n/m, ""),
  );
  rmSync(join(folder, ".git/objects", id.slice(0, 2), id.slice(2)));
  expect(() => runPromoteCheck({ tree, base: "HEAD" })).toThrow(
    /^git cannot read all of HEAD \([0-9a-f]{10}\): this clone is incomplete or damaged\. Run this again where `git fsck` finds nothing\.$/,
  );
});

test("a change does not count as reverting what was merged after it branched off", () => {
  const folder = repository();
  const tree = join(folder, "registry.k8s.io");
  git(folder, "branch", "main");
  git(folder, "switch", "--quiet", "--create", "change");
  git(folder, "switch", "--quiet", "main");
  appendFileSync(join(tree, list), `    "sha256:${"e".repeat(64)}": ["v9"]\n`);
  git(folder, "commit", "--quiet", "--all", "--message", "Promote meanwhile");
  git(folder, "switch", "--quiet", "change");
  expect(runPromoteCheck({ tree, base: "main" }).exitCode).toBe(0);
});

test.each(["nowhere", "--help", "HEAD..HEAD"])(
  "an invalid revision such as %s is reported in one sentence",
  (base) => {
    const tree = join(repository(), "registry.k8s.io");
    const message = `git knows no revision "${base}": \`git fetch\` it, or choose one that \`git log\` shows.`;
    expect(() => runPromoteCheck({ tree, base })).toThrow(new UserError(message));
  },
);

test("a mistake in mirrors.yaml is left to `infra check`, since nothing is promoted to the mirrors", () => {
  const registry = registryWith("mirrors.yaml", "\n    account: ", "\n    acount: ");
  expect(loadRegistry(diskTree(registry, registry)).registry).toBe(undefined);
  expect(runPromoteCheck({ registry }).exitCode).toBe(0);
});
