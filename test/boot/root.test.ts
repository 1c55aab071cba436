/** In a checkout whose `node_modules` is a link into another one, every command works on its own checkout. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mustGit } from "../../cli/clients/git/git.ts";
import { infra } from "../support/infra.ts";
import { linkedCheckout } from "../support/linkedCheckout.ts";

const run = (checkout: string, ...args: string[]) => infra(args, process.env, join(checkout, "bin/infra"));
const changed = (checkout: string) => mustGit(checkout, ["status", "--porcelain"]).text.split("\n").sort();

/** Replaces a text in the project data of a checkout. */
function edit(checkout: string, from: string, to: string): void {
  const file = join(checkout, "infra/gcp/infra.yaml");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

test("check judges the checkout whose script was started, in whichever order the two are compiled", async () => {
  const { main, linked } = linkedCheckout();
  edit(linked, "      k8s-staging-kind:\n", "      k8s-staging-kind:\n        sig: nobody\n");
  const mistaken = "k8s-staging-kind: sig must name a SIG";
  expect((await run(linked, "check")).stdout).toContain(mistaken);
  expect(await run(main, "check")).toMatchObject({ code: 0, stderr: "" });
  expect((await run(linked, "check")).stdout).toContain(mistaken);
});

test("onboard writes into the checkout whose script was started, and plan evaluates that one's data", async () => {
  const { main, linked } = linkedCheckout();
  const request = ["--repo", "kubernetes-sigs/hello", "--sig", "sig-node", "--member", "ada@example.com"];
  expect(await run(linked, "onboard", "hello", ...request, "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(changed(main)).toEqual([""]);
  expect(changed(linked)).toEqual([
    " M groups/restrictions.yaml",
    " M groups/sig-node/groups.yaml",
    " M infra/gcp/infra.yaml",
    "?? infra/gcp/builds/k8s-staging-hello.yaml",
  ]);
  expect((await run(linked, "plan", "staging")).stdout).toContain("StagingProject k8s-staging-hello\n");
});
