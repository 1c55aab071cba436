import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mustGit } from "../../cli/clients/git/git.ts";
import { linkPackages } from "../../cli/review/report/linkPackages.ts";
import { fromRoot } from "../../boot/root.ts";
import { holdingAlways } from "../support/days.ts";
import { temporaryFolder } from "../support/infra.ts";

const preload = fromRoot("test/support/countReads.mjs");
const folder = temporaryFolder();
const clone = join(folder, "clone");

beforeAll(() => {
  mustGit(fromRoot("."), ["clone", "--quiet", "--no-hardlinks", ".", clone]);
  linkPackages(fromRoot("node_modules"), join(clone, "node_modules"));
  holdingAlways(clone);
  commitAll();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** How often a command reads each data file, by path from the root of the clone. */
function readsOf(...args: readonly string[]): Readonly<Record<string, number>> {
  const reads = join(folder, "reads.json");
  execFileSync(process.execPath, ["--import", preload, join(clone, "bin/infra"), ...args], {
    env: { ...process.env, READS: reads },
    stdio: "pipe",
  });
  const counts = JSON.parse(readFileSync(reads, "utf8")) as Record<string, number>;
  return Object.fromEntries(
    Object.entries(counts)
      .map(([path, count]): [string, number] => [relative(clone, path), count])
      .filter(([path]) => /^(?:(?:infra|groups|registry\.k8s\.io)\/|Pulumi\.\w+\.yaml$)/.test(path)),
  );
}

const stackData = [
  "infra/gcp/infra.yaml",
  "infra/gcp/builds/k8s-staging-kind.yaml",
  "infra/orgs.yaml",
  "infra/registry/proxy.yaml",
  "infra/registry/mirrors.yaml",
  "groups/config.yaml",
  "groups/restrictions.yaml",
];
const promotionData = [
  "infra/registry/promotion.yaml",
  "infra/gcp/k8s-staging-images.yaml",
  "registry.k8s.io/manifests/k8s-staging-agent-sandbox/promoter-manifest.yaml",
];
const onboard = ["onboard", "hello", "--repo", "kubernetes-sigs/hello", "--sig", "sig-node"];

test.each<[command: string, args: readonly string[], files: readonly string[]]>([
  ["check", ["check"], [...stackData, ...promotionData, "Pulumi.prod.yaml", "infra/policy-exceptions.yaml"]],
  ["check --json", ["check", "--json"], [...stackData, ...promotionData]],
  ["promote check", ["promote", "check"], ["infra/gcp/infra.yaml", ...promotionData]],
  ["explain", ["explain", "kind"], [...stackData, ...promotionData, "Pulumi.staging.yaml"]],
  ["groups who", ["groups", "who", "ada@example.com"], [...stackData, "Pulumi.staging.yaml"]],
  [
    "plan staging",
    ["plan", "staging"],
    [...stackData, "Pulumi.staging.yaml", "infra/policy-exceptions.yaml"],
  ],
  ["plan prod", ["plan", "prod"], [...stackData, "Pulumi.prod.yaml"]],
])("`%s` reads each data file once", (_, args, files) => {
  const reads = readsOf(...args);
  expect(Object.keys(reads)).toEqual(expect.arrayContaining([...files]));
  expect(Object.entries(reads).filter(([, count]) => count !== 1)).toEqual([]);
});

test.each<[command: string, args: readonly string[], files: readonly string[], written: readonly string[]]>([
  [
    "onboard",
    [...onboard, "--member", "ada@example.com"],
    [...stackData, ...promotionData],
    [
      "groups/restrictions.yaml",
      "groups/sig-node/groups.yaml",
      "infra/gcp/builds/k8s-staging-hello.yaml",
      "infra/gcp/infra.yaml",
    ],
  ],
  [
    "onboard --promote, of a new directory",
    ["onboard", "hello", "--promote", `server@sha256:${"1".repeat(64)}:v0.1.0`],
    [...stackData, ...promotionData],
    [
      "registry.k8s.io/images/k8s-staging-hello/OWNERS",
      "registry.k8s.io/images/k8s-staging-hello/images.yaml",
      "registry.k8s.io/manifests/k8s-staging-hello/promoter-manifest.yaml",
    ],
  ],
  [
    "onboard --promote, of another image",
    ["onboard", "hello", "--promote", `server@sha256:${"2".repeat(64)}:v0.2.0`],
    [...stackData, ...promotionData],
    ["registry.k8s.io/images/k8s-staging-hello/images.yaml"],
  ],
  ["freeze", ["freeze", "kind"], [...stackData, ...promotionData], ["infra/gcp/infra.yaml"]],
])("`%s` reads each data file once, also those that it writes", (_, args, files, written) => {
  const { reads, changes } = changing(...args, "--yes");
  expect(Object.keys(reads)).toEqual(expect.arrayContaining([...files]));
  expect(Object.entries(reads).filter(([, count]) => count !== 1)).toEqual([]);
  expect(changes).toEqual(written);
});

test("`promote new` reads each data file once", () => {
  const { reads, changes } = changing("promote", "new", "kops", "--approver", "ada");
  expect(Object.entries(reads).filter(([, count]) => count !== 1)).toEqual([]);
  expect(Object.keys(reads)).toEqual(expect.arrayContaining(["infra/gcp/infra.yaml", ...promotionData]));
  expect(changes).toHaveLength(3);
});

test("`release` reads the file that it writes once", () => {
  const { reads, changes } = changing("release", "proxy", `sha256:${"3".repeat(64)}`);
  expect(reads).toEqual({ "infra/registry/proxy.yaml": 1 });
  expect(changes).toEqual(["infra/registry/proxy.yaml"]);
});

test("`schemas` reads each data file once", () => {
  const { reads, changes } = changing("schemas");
  expect(Object.keys(reads)).toContain("infra/gcp/infra.yaml");
  expect(Object.entries(reads).filter(([, count]) => count !== 1)).toEqual([]);
  expect(changes).toEqual([]);
});

/** Runs a command on the data as it is committed, and returns what it read and, sorted, what it wrote. */
function changing(...args: readonly string[]) {
  const reads = readsOf(...args);
  const changes = mustGit(clone, ["status", "--porcelain", "--untracked-files=all"]).text.split("\n");
  commitAll();
  return {
    reads,
    changes: changes
      .filter((line) => line !== "")
      .map((line) => line.slice(3))
      .sort(),
  };
}

function commitAll(): void {
  mustGit(clone, ["add", "--all"]);
  mustGit(clone, [
    "-c",
    "user.name=Ada",
    "-c",
    "user.email=ada@example.com",
    "commit",
    "--quiet",
    "-m",
    "As it is now",
    "--allow-empty",
  ]);
}
