/** `bin/infra` in git's hooks, where variables point git to the repository of the hook. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git, mustGit } from "../../../../cli/clients/git/git.ts";
import { Checkout, hookOf } from "../../../support/checkout.ts";
import { cleanClone } from "../../../support/cleanClone.ts";
import { infra, testFolder } from "../../../support/infra.ts";
import { linkedCheckout } from "../../../support/linkedCheckout.ts";

const ada = { GIT_AUTHOR_NAME: "Ada", GIT_AUTHOR_EMAIL: "ada@example.com" };
const committer = { GIT_COMMITTER_NAME: "Ada", GIT_COMMITTER_EMAIL: "ada@example.com" };

test("with the variables of another repository's hook, each command goes by its own checkout", async () => {
  const clone = cleanClone();
  const other = new Checkout();
  const commit = other.commit({ "other.txt": "other\n" });
  const env = { ...process.env, ...ada, ...committer, ...hookOf(other) };
  const run = (...args: string[]) => infra(args, env, join(clone, "bin/infra"));
  const head = () => mustGit(clone, ["log", "-1", "--format=%D: %s"]).text;

  const request = ["--repo", "kubernetes-sigs/hello", "--sig", "sig-node", "--member", "ada@example.com"];
  expect(await run("onboard", "hello", ...request, "--branch", "--yes")).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(head()).toBe("HEAD -> onboard-hello: Add k8s-staging-hello");
  const checked = await run("check", "--base", "HEAD~1");
  const base = mustGit(clone, ["rev-parse", "HEAD~1"]).text.slice(0, 10);
  expect([checked.code, checked.stderr]).toEqual([0, ""]);
  expect(checked.stdout).toContain(`no mistakes, compared with HEAD~1 (${base})\n`);
  const offboarded = await run("offboard", "hello", "--base", "HEAD", "--branch", "--yes");
  expect([offboarded.code, head()]).toEqual([0, "HEAD -> freeze-hello: Freeze k8s-staging-hello"]);
  const promoted = await run("promote", "new", "k8s-staging-hello", "--branch", "promote", "--commit");
  expect([promoted.stderr, head()]).toEqual(["", "HEAD -> promote: Promote from gcr.io/k8s-staging-hello"]);
  const planned = await run("plan", "staging", "--base", "HEAD~3", "--format", "json");
  expect(planned.stdout).toContain('"k8s-staging-hello"');

  expect(git(other.folder, ["log", "--all", "--format=%H"]).text).toBe(commit);
  expect(git(other.folder, ["status", "--porcelain"]).text).toBe("");
  expect(git(clone, ["status", "--porcelain"]).text).toBe("");
});

test("hooks of a worktree can run bin/infra", () => {
  const { main, linked } = linkedCheckout();
  const upstream = join(testFolder(), "upstream.git");
  mustGit(main, ["init", "--quiet", "--bare", upstream]);
  const log = join(testFolder(), "log");
  const hook = `#!/bin/sh
echo "$(basename "$0") \${GIT_DIR+knows GIT_DIR}" >> ${log}
exec bin/infra check --base HEAD >> ${log}
`;
  for (const name of ["pre-commit", "post-checkout", "pre-push"])
    writeFileSync(join(main, ".git/hooks", name), hook, { mode: 0o755 });
  mustGit(linked, ["switch", "--quiet", "--create", "change"]);
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  mustGit(linked, [...identity, "commit", "--quiet", "--allow-empty", "--message", "Nothing"]);
  mustGit(linked, ["push", "--quiet", upstream, "HEAD"]);
  const lines = readFileSync(log, "utf8").trimEnd().split("\n");
  const sound = expect.stringMatching(/no mistakes, compared with HEAD \([0-9a-f]{10}\)$/) as string;
  expect(lines).toEqual([
    "post-checkout knows GIT_DIR",
    sound,
    "pre-commit knows GIT_DIR",
    sound,
    "pre-push knows GIT_DIR",
    sound,
  ]);
});
