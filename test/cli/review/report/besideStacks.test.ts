/** What a change does besides the stacks: nothing that a loader reads is left out of a report. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { revisionOf } from "../../../../cli/clients/git/revision.ts";
import { otherFiles } from "../../../../cli/review/report/otherFiles.ts";
import type { ChangeReport } from "../../../../cli/review/report/schema.ts";
import { kinds } from "../../../../inventory/kinds/kinds.ts";
import { checkoutAt } from "../../../../inventory/sources.ts";
import { globExpression } from "../../../../inventory/yaml/glob.ts";
import { fromRoot } from "../../../../boot/root.ts";
import { digestOf } from "../../../support/promotion.ts";
import { DataCheckout } from "../../../support/dataCheckout.ts";
import { testFolder } from "../../../support/infra.ts";

const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: fromRoot("."), encoding: "utf8" }).split("\0");
const notData = (files: readonly string[]) => {
  const start = revisionOf(fromRoot("."), "HEAD");
  return otherFiles({ start, head: start }, checkoutAt(fromRoot(".")), files).notCovered;
};

test("no tracked file of a kind of data is called not data", () => {
  for (const { name, files } of kinds) {
    const expression = globExpression(files);
    const ofKind = tracked.filter((path) => expression.test(path));
    expect(ofKind, name).not.toEqual([]);
    expect(notData(ofKind)).toEqual([]);
  }
});

test.each([
  ["check", "--json"],
  ["plan", "staging"],
  ["plan", "prod"],
])("no tracked file that `%s %s` reads is called not data", (...args) => {
  const reads = join(testFolder(), "reads.json");
  const preload = ["--import", fromRoot("test/support/countReads.mjs")];
  try {
    execFileSync(process.execPath, [...preload, fromRoot("bin/infra"), ...args], {
      env: { ...process.env, READS: reads },
      stdio: "pipe",
    });
  } catch {
    // On some days, an exception has expired.
  }
  const counts = JSON.parse(readFileSync(reads, "utf8")) as Record<string, number>;
  const program = /\.(?:[cm]?[jt]s)$|^(?:package(?:-lock)?|tsconfig|schemas\/.*)\.json$|^Pulumi\.yaml$/;
  const read = Object.keys(counts)
    .map((path) => relative(fromRoot("."), path))
    .filter((path) => tracked.includes(path) && !program.test(path));
  expect(read.length).toBeGreaterThan(0);
  expect(notData(read)).toEqual([]);
});

const told = ({ risk }: ChangeReport) => risk.reasons.map(({ level, text }) => `${level}: ${text}`);
const list = "registry.k8s.io/images/k8s-staging-agent-sandbox/images.yaml";
const manifest = "registry.k8s.io/manifests/k8s-staging-agent-sandbox/promoter-manifest.yaml";
const settings = "infra/registry/promotion.yaml";

test("what becomes public for good is named, with the number of its locations, in either stack's report", async () => {
  const checkout = new DataCheckout();
  checkout.edit(list, [/(?=- name: chrome-sandbox\n)/, `    "${digestOf("5")}": ["v0.2.0"]\n`]);
  for (const stack of ["staging", "prod"]) {
    const report = await checkout.report(stack);
    expect(told(report)).toEqual([
      "medium: k8s-staging-agent-sandbox publishes agent-sandbox-controller:v0.2.0 (sha256:555555555555…) to 22 locations, for good.",
    ]);
    expect(report.notCovered).toEqual([]);
    expect(report.promotion).toEqual([
      {
        directory: "k8s-staging-agent-sandbox",
        presence: "changed",
        served: ["registry.k8s.io/agent-sandbox"],
        locations: 22,
        images: [
          {
            operation: "publish",
            name: "agent-sandbox-controller",
            digest: digestOf("5"),
            tags: ["v0.2.0"],
          },
        ],
        sources: { gained: [], lost: [] },
        destinations: { gained: [], lost: [] },
        paths: { gained: [], lost: [] },
        accounts: { gained: [], lost: [] },
      },
    ]);
  }
});

test("a digest swapped under a promoted tag is refused as `check` refuses it", async () => {
  const checkout = new DataCheckout();
  checkout.edit(list, [/7f13b799c42af53a[0-9a-f]+/, "5".repeat(64)]);
  const report = await checkout.report("staging");
  expect(report.risk.level).toBe("refused");
  expect(report.checks.map(({ rule }) => rule)).toEqual(["digest-removed", "tag-moved"]);
});

test("a directory that may write to the root is a high risk", async () => {
  const checkout = new DataCheckout();
  checkout.edit(settings, [
    "exceptions:\n",
    "exceptions:\n  k8s-staging-bom: { subdirectories: [., kubernetes], reason: because }\n",
  ]);
  const report = await checkout.report("staging");
  expect(told(report)).toEqual([
    "high: k8s-staging-bom may now write to the root of registry.k8s.io and registry.k8s.io/kubernetes.",
  ]);
  expect(report.rules).toEqual([
    {
      file: settings,
      about: "where images are promoted to, and by whom",
      properties: [
        {
          path: "exceptions.k8s-staging-bom",
          after: { subdirectories: [".", "kubernetes"], reason: "because" },
        },
      ],
    },
  ]);
});

test("an exception that is taken back is a low risk", async () => {
  const checkout = new DataCheckout();
  checkout.edit(settings, [/ {2}k8s-staging-etcd:\n(?: {4}.*\n)+/, ""]);
  expect(told(await checkout.report("staging"))).toEqual([
    "low: k8s-staging-etcd may no longer write to the root of registry.k8s.io and registry.k8s.io/kubernetes.",
  ]);
});

test("a manifest that promotes from another repository is a high risk", async () => {
  const checkout = new DataCheckout();
  checkout.edit(manifest, [
    "name: us-central1-docker.pkg.dev/k8s-staging-images/agent-sandbox",
    "name: gcr.io/k8s-staging-bom",
  ]);
  expect(told(await checkout.report("staging"))).toEqual([
    "high: k8s-staging-agent-sandbox promotes from another repository now: gcr.io/k8s-staging-bom, in place of us-central1-docker.pkg.dev/k8s-staging-images/agent-sandbox.",
  ]);
});

test("a new writer of a shared repository is a risk", async () => {
  const checkout = new DataCheckout();
  checkout.edit("infra/gcp/k8s-staging-images.yaml", [
    "group: k8s-infra-staging-agent-sandbox@kubernetes.io",
    "group: k8s-infra-staging-bom@kubernetes.io",
  ]);
  expect(told(await checkout.report("staging"))).toEqual([
    "medium: k8s-infra-staging-bom@kubernetes.io can push images to k8s-staging-images/agent-sandbox, in place of k8s-infra-staging-agent-sandbox@kubernetes.io.",
  ]);
});

test.each<[path: string, edit: readonly [RegExp | string, string], about: string]>([
  ["infra/orgs.yaml", [/^ {2}kubernetes-test: .*\n/m, ""], "whose code may become images"],
  [
    "groups/restrictions.yaml",
    [/^restrictions:\n/m, "restrictions:\n  - path: x/groups.yaml\n"],
    "which file may declare which group",
  ],
  [
    "groups/limits.yaml",
    [/^required_members:\n[^]*/m, "required_members: {}\n"],
    "what a change may take away",
  ],
  [
    "groups/config.yaml",
    [/^bot-id: .*$/m, "bot-id: other@kubernetes.io"],
    "who manages the groups, and of which domains",
  ],
  [
    "infra/policy-exceptions.yaml",
    ["owner: sig-cli", "owner: sig-node"],
    "which resource need not keep a policy",
  ],
  [
    "Pulumi.prod.yaml",
    [/awsRole: .*$/m, "awsRole: arn:aws:iam::1:role/other"],
    "what the stack prod is configured with",
  ],
  ["prow/jobs/k8sio-infra-periodics.yaml", [/cluster: \S+/, "cluster: other"], "which jobs Prow runs"],
  [
    "registry.k8s.io/images/k8s-staging-agent-sandbox/OWNERS",
    [/^approvers:\n/m, "approvers:\n- eve\n"],
    "who approves what is promoted",
  ],
])(
  "a change of %s is a risk in staging's report, although no resource of it is made of that",
  async (path, edit, about) => {
    const checkout = new DataCheckout();
    checkout.edit(path, edit);
    const report = await checkout.report("staging");
    expect(report.notCovered).toEqual([]);
    expect(report.rules.map((rule) => [rule.file, rule.about, rule.properties.length])).toEqual([
      [path, about, 1],
    ]);
    expect(told(report)).toContain(`medium: What is allowed or set changes: ${about} (${path}).`);
  },
);

test("a pull request that only promotes is read from git alone", async () => {
  const checkout = new DataCheckout();
  const base = checkout.git("rev-parse", "HEAD");
  checkout.edit(list, [/(?=- name: chrome-sandbox\n)/, `    "${digestOf("5")}": ["v0.2.0"]\n`]);
  const head = checkout.commit({});
  checkout.git("switch", "--quiet", "--detach", base);
  const report = await checkout.report("staging", { base, head });
  expect(report.promotion.map(({ directory, images }) => [directory, images.length])).toEqual([
    ["k8s-staging-agent-sandbox", 1],
  ]);
});
