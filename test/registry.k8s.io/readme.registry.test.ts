/** registry.k8s.io/README.md, the page for contributors: runs every command on it, from top to bottom. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { anchor } from "../../cli/commands/schemas/tables.ts";
import { buildsFile } from "../../inventory/builds/schema.ts";
import { imagesFile } from "../../inventory/promotion/schema.ts";
import { cleanClone } from "../support/cleanClone.ts";
import { holdingAlways } from "../support/days.ts";
import { pushImage, startRegistry } from "../support/crane.ts";
import { fromRoot } from "../../boot/root.ts";

const path = "registry.k8s.io/README.md";
const page = readFileSync(fromRoot(path), "utf8");

/** The text of all code blocks in a language. */
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
    ([, text = ""]) => text,
  );
}

const commands = blocks("sh")
  .flatMap((block) => block.replaceAll("\\\n", "").split("\n"))
  .filter((line) => line.trim() !== "" && !line.startsWith("#"));

/** A clone whose main branch has all merged changes and exceptions that hold on every day, and a shell to run commands in it. */
function checkout() {
  const folder = holdingAlways(cleanClone());
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.com",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.com",
  };
  const run = (command: string) => {
    const { status, stdout, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", command], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    return { status, output: `${stdout}${stderr}` };
  };
  run("git checkout -q -B main && git commit -qam Days && git update-ref refs/remotes/origin/main HEAD");
  return { folder, run };
}

test("every command on the page works in a clean clone, in the order of the page", async () => {
  const { folder, run } = checkout();
  const host = await startRegistry();
  await pushImage(`${host}/k8s-staging-hello/hello:v0.1.0`, "first");
  const second = await pushImage(`${host}/k8s-staging-hello/hello:v0.2.0`, "second");
  const manifest = join(folder, "registry.k8s.io/manifests/k8s-staging-hello/promoter-manifest.yaml");
  /** Replaces the staging repository, which the command queries, with a registry on this machine, and back. */
  const move = (from: string, to: string) =>
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace(`name: ${from}/`, `name: ${to}/`));

  expect(commands.length).toBeGreaterThan(10);
  for (const command of commands) {
    const asks = command.startsWith("bin/infra promote add");
    if (asks) move("gcr.io", host);
    expect(run(command), command).toEqual({ status: 0, output: expect.any(String) as string });
    if (asks) move(host, "gcr.io");
  }

  const images = readFileSync(join(folder, "registry.k8s.io/images/k8s-staging-hello/images.yaml"), "utf8");
  expect(images).toContain(`    "${second}": ["v0.2.0"]`);
  expect(run("bin/infra check").output).toMatch(/, 3 promoter manifests, no mistakes\n$/);
  expect(run("bin/infra explain hello").output).toContain(
    "registry.k8s.io/hello  1 image, 2 digests, 2 tags",
  );
}, 300_000);

test("every other command that the page names exists", () => {
  const named = [...page.matchAll(/`bin\/infra ((?:[a-z]+ ?)+)/g)].map(([, words = ""]) => words.trim());
  expect(named).toEqual(["promote status", "promote plan"]);
  const { run } = checkout();
  for (const words of new Set(named)) {
    const { status, output } = run(`bin/infra ${words} --help`);
    expect([words, status, output.split(" [", 1)[0]]).toEqual([words, 0, `Usage: infra ${words}`]);
  }
});

test("the YAML examples on the page match their file schemas", () => {
  const [builds = "", images = ""] = blocks("yaml");
  expect(buildsFile.safeParse(parse(builds)).error).toBeUndefined();
  expect(imagesFile.safeParse(parse(images)).error).toBeUndefined();
});

test("every link on the page has an existing target", () => {
  const targets = [...page.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)];
  expect(targets.length).toBeGreaterThan(5);
  for (const [, file = "", fragment] of targets) {
    const target = join(dirname(fromRoot(path)), file);
    expect(existsSync(target), file).toBe(true);
    if (fragment === undefined) continue;
    const headings = [...readFileSync(target, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) =>
      anchor(text),
    );
    expect(headings).toContain(fragment);
  }
});
