import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runPromoteCheck } from "../../../../cli/commands/promote/check.ts";
import { runNew } from "../../../../cli/commands/promote/new.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { digestOf } from "../../../support/promotion.ts";
import { testFolder } from "../../../support/infra.ts";

/** A copy of the project's own tree. */
function copy(): string {
  const tree = testFolder();
  cpSync(fromRoot("registry.k8s.io"), tree, { recursive: true });
  return tree;
}

test("promote new writes the three files, which are valid once images are listed", async () => {
  const tree = copy();
  expect(await runNew("k8s-staging-kro", [], { tree, approver: ["@ada", "kro-leads"] })).toBe(
    `${tree}/images/k8s-staging-kro/OWNERS\n` +
      `${tree}/images/k8s-staging-kro/images.yaml\n` +
      `${tree}/manifests/k8s-staging-kro/promoter-manifest.yaml\n` +
      "images.yaml is empty: `bin/infra promote add k8s-staging-kro <image>:<tag>` before this is merged.\n",
  );
  expect(readFileSync(join(tree, "images/k8s-staging-kro/OWNERS"), "utf8")).toBe(
    "# See the OWNERS docs at https://go.k8s.io/owners\n\napprovers:\n- ada\n- kro-leads\n",
  );
  const manifest = readFileSync(join(tree, "manifests/k8s-staging-kro/promoter-manifest.yaml"), "utf8").split(
    "\n",
  );
  expect(manifest.slice(0, 6)).toEqual([
    "# google group for us-central1-docker.pkg.dev/k8s-staging-images/kro is k8s-infra-staging-kro@kubernetes.io",
    "registries:",
    "- name: us-central1-docker.pkg.dev/k8s-staging-images/kro",
    "  src: true",
    "- name: asia-east1-docker.pkg.dev/k8s-artifacts-prod/images/kro",
    "  service-account: k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com",
  ]);
  expect(manifest).toHaveLength(2 + 2 + 22 * 2 + 1);
  const { stdout } = runPromoteCheck({ tree });
  expect(stdout.split("\n")[0]).toBe(
    `${tree}/images/k8s-staging-kro/images.yaml:1:1: warning: the file lists no images [no-images]`,
  );
  const list = `- name: kro\n  dmap:\n    "${digestOf("1")}": ["v1"]\n`;
  writeFileSync(join(tree, "images/k8s-staging-kro/images.yaml"), list);
  expect(runPromoteCheck({ tree }).exitCode).toBe(0);
});

test("for a staging project, the source is its own registry and the approvers are its SIG's leads", async () => {
  const tree = copy();
  await runNew("cri-tools", [], { tree });
  expect(readFileSync(join(tree, "images/k8s-staging-cri-tools/OWNERS"), "utf8")).toBe(
    "# See the OWNERS docs at https://go.k8s.io/owners\n\napprovers:\n- sig-node-leads\n\nlabels:\n- sig/node\n",
  );
  expect(
    readFileSync(join(tree, "manifests/k8s-staging-cri-tools/promoter-manifest.yaml"), "utf8"),
  ).toContain("- name: gcr.io/k8s-staging-cri-tools\n  src: true\n");
});

test("promote new refuses an existing directory, an undeclared repository and an invalid approver", async () => {
  const tree = copy();
  const before = readdirSync(tree, { recursive: true }).sort();
  const refused = (name: string, options: object = {}) =>
    expect(runNew(name, [], { tree, ...options })).rejects;
  await refused("k8s-staging-agent-sandbox").toThrow(
    "k8s-staging-agent-sandbox is there already; `bin/infra promote add` adds images to it",
  );
  await refused("nowhere").toThrow(
    "a repository named nowhere is not declared as a staging repository\n" +
      "    declare it in infra/gcp/infra.yaml or infra/gcp/k8s-staging-images.yaml, or name another with --source",
  );
  await refused("kro", { approver: ["ada lovelace", "@eve", "x\n- evil"] }).toThrow(
    '--approver "ada lovelace": expected a GitHub name or an alias, such as sig-apps-leads\n' +
      '--approver "x\\n- evil": expected a GitHub name or an alias, such as sig-apps-leads\n' +
      "Nothing was written.",
  );
  expect(readdirSync(tree, { recursive: true }).sort()).toEqual(before);
});

test("when a file cannot be written, none of the new files are left behind", async () => {
  const tree = copy();
  mkdirSync(join(tree, "manifests/k8s-staging-kro/promoter-manifest.yaml"), { recursive: true });
  await expect(runNew("kro", [], { tree })).rejects.toThrow(/^nothing was written: /);
  expect(readdirSync(join(tree, "images"))).toEqual(readdirSync(fromRoot("registry.k8s.io/images")));
});
