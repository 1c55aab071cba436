/**
 * `infra comment` in a clone of this repository, with strangers' pull requests in git and a local server as GitHub.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { maxBytes } from "../../../../inventory/yaml/source.ts";
import { cleanClone } from "../../../support/cleanClone.ts";
import { gitHubStandIn, type Answer, type Asked } from "../../../support/gitHub.ts";
import { testFolder } from "../../../support/infra.ts";

const REPOSITORY = "/repos/kubernetes/k8s.io";
const run = (folder: string, ...args: string[]) =>
  execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

/** The clone that the command runs in, its upstream, and a way for a stranger to add a pull request there. */
function place() {
  const clone = cleanClone();
  const upstream = join(testFolder(), "upstream.git");
  run(clone, "clone", "--quiet", "--bare", clone, upstream);
  run(clone, "remote", "set-url", "origin", upstream);
  const stranger = join(testFolder(), "stranger");
  run(clone, "clone", "--quiet", upstream, stranger);
  const main = run(stranger, "rev-parse", "HEAD");
  const pull = (number: number, change: (write: (path: string, text: string) => void) => void) => {
    run(stranger, "switch", "--quiet", "--detach", main);
    change((path, text) => {
      mkdirSync(dirname(join(stranger, path)), { recursive: true });
      writeFileSync(join(stranger, path), text);
    });
    run(stranger, "add", "--all");
    run(
      stranger,
      "-c",
      "user.name=S",
      "-c",
      "user.email=s@example.com",
      "commit",
      "--quiet",
      "--message",
      "S",
    );
    run(stranger, "push", "--quiet", "--force", "origin", `HEAD:refs/pull/${number}/head`);
    return {
      number,
      updated_at: new Date().toISOString(),
      head: { sha: run(stranger, "rev-parse", "HEAD") },
    };
  };
  return { clone, stranger, pull };
}

async function comment(
  clone: string,
  pulls: readonly object[],
  comments: Record<number, object[]>,
  ...more: string[]
) {
  const github = await gitHubStandIn(({ method, url }): Answer => {
    if (method !== "GET") return { body: {} };
    if (url === "/user") return { body: { login: "robot" } };
    if (url.startsWith(`${REPOSITORY}/pulls?`)) return { body: pulls };
    const [, number = ""] = /\/issues\/(\d+)\/comments/.exec(url) ?? [];
    return { body: comments[Number(number)] ?? [] };
  });
  const token = join(testFolder(), "token");
  writeFileSync(token, "of-no-worth");
  const args = ["bin/infra", "comment", "--endpoint", github.endpoint, "--token", token, ...more];
  const child = spawn(process.execPath, args, { cwd: clone });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  const written = github.requests.filter(({ method }) => method !== "GET");
  return { code, stdout, stderr, written };
}

const bodyOf = ({ body }: Asked) => (body as { body: string }).body;

test("only a pull request's data is read, and a comment reports what merging it does", async () => {
  const { clone, stranger, pull } = place();
  const infra = run(stranger, "show", "HEAD:infra/gcp/infra.yaml");
  const trap = join(testFolder(), "trap");
  const good = pull(7, (write) => {
    write(
      "infra/gcp/infra.yaml",
      infra.replace("k8s-staging-kind:\n", "k8s-staging-kinb:\n      k8s-staging-kind:\n"),
    );
    // The stranger's code, in every place from which it might be run.
    const code = `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(trap)}, "");\n`;
    for (const path of ["cli/main.ts", "bin/infra", "stacks/index.ts", "boot/compile.js"]) write(path, code);
    write(".git-hooks/post-checkout", code);
    write(".gitattributes", "* filter=trap\n");
  });
  const linked = pull(8, () => {
    rmSync(join(stranger, "infra/gcp/infra.yaml"));
    symlinkSync("/etc/passwd", join(stranger, "infra/gcp/infra.yaml"));
  });
  const large = pull(9, (write) => {
    write("groups/sig-a/groups.yaml", `# @kubernetes/everybody \`\`\`\n${"#".repeat(maxBytes)}\n`);
  });
  const prose = pull(10, (write) => write("docs/a.md", "[click](javascript:alert())\n"));
  const list = "registry.k8s.io/images/k8s-staging-agent-sandbox/images.yaml";
  const entry = `    "sha256:${"5".repeat(64)}": ["v0.9.9"]\n`;
  const promoting = pull(13, (write) =>
    write(list, run(stranger, "show", `HEAD:${list}`).replace(/(?=- name: chrome-sandbox\n)/, entry) + "\n"),
  );
  const lost = { ...good, number: 11, head: { sha: "0".repeat(40) } };
  const old = { ...good, number: 12, updated_at: "2020-01-01T00:00:00Z" };

  const { code, stdout, stderr, written } = await comment(
    clone,
    [good, linked, large, prose, promoting, lost, old],
    {
      7: [{ id: 1, user: { login: "stranger" }, body: `<!-- infra comment of ${good.head.sha} -->\nFine.` }],
    },
    "--confirm",
  );

  expect(stdout.split("\n")).toEqual([
    "#7: got a comment",
    "#8: got a comment",
    "#9: got a comment",
    "#10: changes no data",
    "#13: got a comment",
    "6 pull requests, 1 failed",
    "",
  ]);
  expect(stderr).toBe(
    "#11: git could not fetch it from origin: couldn't find remote ref refs/pull/11/head\n",
  );
  expect(code).toBe(1);
  expect(written.map(({ method, url }) => `${method} ${url}`)).toEqual(
    [7, 8, 9, 13].map((number) => `POST ${REPOSITORY}/issues/${number}/comments`),
  );
  const [told, ofLink, ofLarge, ofPromotion] = written.map(bodyOf);
  expect(told!.split("\n")[0]).toBe(`<!-- infra comment of ${good.head.sha} -->`);
  expect(told).toMatch(/### staging: \d+ to create\n/);
  expect(told).toContain("`k8s-staging-kinb` | new project");
  expect(told).toContain("**Not covered**: 6 files outside the data");
  expect(told).toContain("### prod: no changes\n");
  expect(ofLink).toContain("infra/gcp/infra.yaml:1:1: error: the file cannot be read: there is no such file");
  expect(ofLink).not.toContain("root:");
  expect(ofLarge).toMatch(
    /groups\/sig-a\/groups\.yaml:1:1: error: the file has \d+ bytes, at most \d+ are read/,
  );
  expect(ofPromotion!.split("publishes")).toHaveLength(2);
  expect(ofPromotion).toContain(
    "agent-sandbox-controller:v0.9.9 (sha256:555555555555…) to 22 locations, for good",
  );
  expect(existsSync(trap)).toBe(false);
  expect(run(clone, "status", "--porcelain")).toBe("");
}, 180_000);

test("a comment is edited for new commits, otherwise left alone, and only shown without --confirm", async () => {
  const { clone, stranger, pull } = place();
  const infra = run(stranger, "show", "HEAD:infra/gcp/infra.yaml");
  const other = infra.replace("k8s-staging-kind:\n", "k8s-staging-kind:\n        state: frozen\n");
  const changed = pull(7, (write) => write("infra/gcp/infra.yaml", other));
  const own = (head: string) => ({
    id: 42,
    user: { login: "robot" },
    body: `<!-- infra comment of ${head} -->\nOld.`,
  });

  const edited = await comment(clone, [changed], { 7: [own("1".repeat(40))] }, "--confirm");
  expect(edited.stdout).toBe("#7: got its comment edited\n1 pull request, 0 failed\n");
  expect(edited.written.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `PATCH ${REPOSITORY}/issues/comments/42`,
  ]);
  expect(bodyOf(edited.written[0]!)).toContain("can no longer push images");

  const again = await comment(clone, [changed], { 7: [own(changed.head.sha)] }, "--confirm");
  expect(again).toMatchObject({
    code: 0,
    stdout: "#7: has its comment\n1 pull request, 0 failed\n",
    written: [],
  });

  const shown = await comment(clone, [changed], {});
  expect(shown.stdout).toContain("#7: would get this comment\n<!-- infra comment of ");
  expect(shown).toMatchObject({ code: 0, written: [] });
}, 180_000);
