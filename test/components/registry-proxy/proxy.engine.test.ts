/** The life of prod's proxy on the real engine against localcloud. Each test continues where the previous one ended. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  NO_PROXY,
  changes,
  cloudObjects,
  infra,
  messages,
  temporaryFolder,
  writeData,
} from "../../support/infra.ts";
import { twoRegions } from "../../support/registry.ts";

const folder = temporaryFolder();
const state = join(folder, "state");
const registry = join(folder, "registry");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [, infraFile = "", , groups = ""] = writeData(folder, { "k8s-staging-kind": [] });
mkdirSync(registry);
// The other files of a registry.
cpSync(NO_PROXY, registry, { recursive: true });

async function up(proxy: string, ...more: readonly string[]) {
  writeFileSync(join(registry, "proxy.yaml"), proxy);
  const args = ["--state", state, "--infra", infraFile, "--groups", groups, "--registry", registry];
  const { code, stdout, stderr } = await infra(["up", "prod", ...args, ...more]);
  return { code, summary: changes(stdout).slice(1).sort(), messages: messages(stderr) };
}

const services = () =>
  Object.keys(cloudObjects(state)).filter((file) => /^run\..*\/services\/[^/]+\.json$/.test(file));
const asia = "asia-east1: { default_mirror: cloudfront";
const promoted = twoRegions.replace(
  "        # tried for a week\n",
  `$&        - digest: sha256:${"b".repeat(64)}\n          date: 2026-03-08\n`,
);

test("the first run creates everything, and the second changes nothing", async () => {
  const first = await up(twoRegions);
  expect(first.messages).toEqual([]);
  expect(first.code).toBe(0);
  expect(services()).toHaveLength(2);
  expect(await up(twoRegions, "--full")).toEqual({ code: 0, summary: ["  no changes"], messages: [] });
});

test("a new digest updates the service of every region in place", async () => {
  expect((await up(promoted)).summary).toEqual([
    "    ~ Service k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-asia-east1: template",
    "    ~ Service k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-us-central1: template",
    "  2 updated",
  ]);
});

test("a new region creates its own resources and becomes a backend", async () => {
  const name = "k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-europe-west1";
  const wider = promoted.replace("  stacks:", "    europe-west1: { default_mirror: cloudfront }\n  stacks:");
  expect((await up(wider)).summary).toEqual([
    `    + RegionNetworkEndpointGroup ${name}-neg`,
    `    + Service ${name}`,
    `    + ServiceIamBinding ${name}/roles/run.invoker`,
    "    ~ BackendService k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-default-bes: backends",
    "  3 created, 1 updated",
  ]);
});

test("a region can be removed only after it is retired, and the cloud keeps its resources", async () => {
  const three = promoted.replace("  stacks:", "    europe-west1: { default_mirror: cloudfront }\n  stacks:");
  const without = three.replace(/ {4}asia-east1: .*\n/, "");
  expect(await up(without)).toEqual({
    code: 1,
    summary: [],
    messages: [
      "The proxy's region asia-east1 has left the data, but it is protected: clients are served from it.",
      "    Put it back with `state: retired`, which takes it out of the load balancer, apply that, and remove it in a later change.",
      "Nothing was changed.",
    ],
  });

  const name = "k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-asia-east1";
  expect((await up(three.replace(asia, `${asia}, state: retired`))).summary).toEqual([
    "    ~ BackendService k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-default-bes: backends",
    `    ~ RegionNetworkEndpointGroup ${name}-neg: deletionPolicy`,
    `    ~ Service ${name}: deletionPolicy`,
    "  3 updated",
  ]);
  expect((await up(without)).summary).toEqual([
    `    - RegionNetworkEndpointGroup ${name}-neg`,
    `    - Service ${name}`,
    `    - ServiceIamBinding ${name}/roles/run.invoker`,
    "  3 forgotten, kept in the cloud",
  ]);
  expect(services()).toHaveLength(3);
});
