import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execFileSync } from "node:child_process";
import { beforeEach, expect, test } from "vitest";
import { runAdd } from "../../../../cli/commands/promote/add.ts";
import { testFolder } from "../../../support/infra.ts";
import { digestOf, GOOD, manifestOf } from "../../../support/promotion.ts";
import { pushImage, pushIndex, startRegistry } from "../../../support/crane.ts";

const list = "images/k8s-staging-bom/images.yaml";

let tree: string;
let staging: string;

beforeEach(async () => {
  tree = testFolder();
  staging = `${await startRegistry()}/k8s-staging-bom`;
  write({ ...GOOD, "manifests/k8s-staging-bom/promoter-manifest.yaml": manifestOf(staging, "bom") });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}

function read(): string {
  return readFileSync(join(tree, list), "utf8");
}

const add = (...images: string[]) => runAdd("k8s-staging-bom", images, { tree });

test("add looks up digests, writes them in order, and keeps comments", async () => {
  const amd64 = await pushImage(`${staging}/bom:v0.3.0-amd64`, "amd64");
  const index = await pushIndex(`${staging}/bom:v0.3.0`, [`${staging}/bom:v0.3.0-amd64`]);
  const other = await pushImage(`${staging}/tools/abc:v1`, "abc");
  write({
    [list]: `# Of bom.\n\n# The tool itself.\n${GOOD[list]!.replace('["v0.2.0"]', '["v0.2.0"] # broken')}`,
  });
  const printed = await add("bom:v0.3.0,v0.3.0-amd64", "tools/abc:v1", `bom@${amd64}`);
  expect(printed.split("\n")).toEqual([
    `${tree}/${list}:`,
    `    bom:v0.3.0  ${index}`,
    `    bom:v0.3.0-amd64  ${amd64}`,
    `    tools/abc:v1  ${other}`,
    `    bom  ${amd64}`,
    "",
  ]);
  expect(read().split("\n")).toEqual([
    "# Of bom.",
    "",
    "# The tool itself.",
    "- name: bom",
    "  dmap:",
    `    "${digestOf("1")}": ["v0.1.0"]`,
    `    "${digestOf("2")}": ["v0.2.0"] # broken`,
    `    "${index}": ["v0.3.0"]`,
    `    "${amd64}": ["v0.3.0-amd64"]`,
    "- name: tools/abc",
    "  dmap:",
    `    "${other}": ["v1"]`,
    "",
  ]);
  expect(await add("bom:v0.3.0")).toBe(`${tree}/${list} has all of it already; nothing was written.\n`);
});

test("a missing image stops the whole add, and the error lists the tags that exist", async () => {
  await pushImage(`${staging}/bom:v0.3.0`, "x");
  await pushImage(`${staging}/bom:v0.4.0`, "y");
  await expect(add("bom:v0.3.0", "bom:v0.5.0", "bmo:v1")).rejects.toThrow(
    `${staging}/bom has no tag v0.5.0; there are v0.4.0, v0.3.0\n` +
      `${staging}/bmo has no tag v1; there is no such image, or nothing in it\n` +
      "Nothing was written.",
  );
  await expect(add("bom")).rejects.toThrow("bom: name the tags to promote; there are v0.4.0, v0.3.0");
  await expect(add("bom:latest")).rejects.toThrow(
    "the tag latest is not promoted: a promoted tag never moves",
  );
  expect(read()).toBe(GOOD[list]);
});

test("a tag already promoted with another digest is not moved", async () => {
  const digest = await pushImage(`${staging}/bom:v0.2.0`, "moved");
  await expect(add("bom:v0.2.0")).rejects.toThrow(
    `${tree}/${list}:4: bom:v0.2.0 is sha256:222222222222…, and ${digest.slice(0, 19)}… in staging; a promoted tag never moves\nNothing was written.`,
  );
  expect(read()).toBe(GOOD[list]);
});

test("--all-tags adds the tag for every image that has it and names the images that lack it", async () => {
  write({ [list]: `${GOOD[list]!}- name: gone\n  dmap:\n    "${digestOf("7")}": ["v0.1.0"]\n` });
  const digest = await pushImage(`${staging}/bom:v0.3.0`, "x");
  expect(await runAdd("bom", [], { tree, allTags: "v0.3.0" })).toBe(
    `passed over: ${staging}/gone has no tag v0.3.0; there is no such image, or nothing in it\n` +
      `${tree}/${list}:\n    bom:v0.3.0  ${digest}\n`,
  );
  await expect(runAdd("bom", [], { tree, allTags: "v9" })).rejects.toThrow(
    `${staging}/bom has no tag v9; there are v0.3.0`,
  );
});

test("--all-tags asks once for an image in several blocks", async () => {
  const digest = await pushImage(`${staging}/bom:v0.3.0`, "x");
  write({ [list]: `${GOOD[list]!}- name: bom\n  dmap:\n    "${digestOf("7")}": ["v0.1.1"]\n` });
  expect(await runAdd("bom", [], { tree, allTags: "v0.3.0" })).toBe(
    `${tree}/${list}:\n    bom:v0.3.0  ${digest}\n`,
  );
});

test("add makes a branch, commit, and pull request text on request, or writes nothing on failure", async () => {
  const digest = await pushImage(`${staging}/bom:v0.3.0`, "x");
  const git = (...args: string[]) => execFileSync("git", ["-C", tree, ...args], { encoding: "utf8" }).trim();
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "Ada");
  git("config", "user.email", "ada@example.com");
  git("add", ".");
  git("commit", "--quiet", "--message", "Base");
  const printed = await runAdd("bom", ["bom:v0.3.0"], {
    tree,
    branch: "bom-v0.3.0",
    commit: true,
    text: true,
  });
  expect(printed.split("\n").slice(2)).toEqual([
    "",
    "Promote bom v0.3.0",
    "",
    `From \`${staging}\`:`,
    "",
    "| image | tags | digest |",
    "| --- | --- | --- |",
    `| bom | v0.3.0 | \`${digest}\` |`,
    "",
  ]);
  expect(git("log", "--format=%D %s", "-1")).toBe("HEAD -> bom-v0.3.0 Promote bom v0.3.0");
  expect(git("status", "--short")).toBe("");

  await pushImage(`${staging}/bom:v0.4.0`, "y");
  const before = read();
  writeFileSync(join(tree, ".git/hooks/pre-commit"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  await expect(runAdd("bom", ["bom:v0.4.0"], { tree, branch: "next", commit: true })).rejects.toThrow(
    /^git commit failed: .*\nNothing was written\.$/s,
  );
  await expect(runAdd("bom", ["bom:v0.4.0"], { tree, branch: "main" })).rejects.toThrow(
    "The branch main is there already: name another with --branch, or delete it.\nNothing was written.",
  );
  expect([read(), git("status", "--short"), git("branch", "--format=%(refname:short)")]).toEqual([
    before,
    "",
    "bom-v0.3.0\nmain",
  ]);
});

test("a list in another style is refused, because its comments could be lost", async () => {
  await pushImage(`${staging}/bom:v0.3.0`, "x");
  write({ [list]: GOOD[list]!.replace('["v0.1.0"]', "\n    - v0.1.0 # first") });
  await expect(add("bom:v0.3.0")).rejects.toThrow(
    /is not in kpromo's style, so that comments in it could get lost/,
  );
});

test("an unknown directory is refused with a suggestion", async () => {
  await expect(runAdd("k8s-staging-bmo", ["bom:v1"], { tree })).rejects.toThrow(
    `${tree} has no directory k8s-staging-bmo\n    did you mean k8s-staging-bom?`,
  );
});
