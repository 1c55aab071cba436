/** The proxy's resources in both stacks: how the stacks differ, and what a change to the data changes. */
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evaluate } from "../../cli/review/plan/evaluate.ts";
import type { PlannedResource } from "../../cli/review/plan/monitor.ts";
import { describeRegistryProxy } from "../../components/registry-proxy/describe.ts";
import { registryProxyImportIds } from "../../components/registry-proxy/import-ids.ts";
import { fromRoot } from "../../boot/root.ts";
import type { StackName } from "../../inventory/stacks.ts";
import { UNKNOWN } from "../../policy/resource.ts";
import { testFolder } from "../support/infra.ts";
import { proxyOf, twoRegions } from "../support/registry.ts";
import { configOver } from "../support/settings.ts";

/** The resources that a stack declares for the proxy's data, by type and logical name. */
async function proxyResources(stack: StackName, text = twoRegions): Promise<Map<string, PlannedResource>> {
  const folder = join(testFolder(), "registry");
  cpSync(fromRoot("test/fixtures/no-proxy"), folder, { recursive: true });
  writeFileSync(join(folder, "proxy.yaml"), text);
  const infra = join(folder, "infra.yaml");
  writeFileSync(infra, "infra: { staging: { projects: {} } }\n");
  const plan = await evaluate(stack, configOver(infra, "test/fixtures/few-groups", folder));
  const own = plan.filter(({ urn }) => urn.includes("k8s:registry:RegistryProxy"));
  return new Map(own.map((resource) => [`${resource.type} ${resource.name}`, resource]));
}

/** The resources that only one of two evaluations has, and the inputs that differ in the others. */
function difference(before: Map<string, PlannedResource>, after: Map<string, PlannedResource>) {
  const changed = [...after].flatMap(([key, { inputs }]) => {
    const old = before.get(key)?.inputs;
    const properties = Object.keys({ ...old, ...inputs }).filter(
      (name) => JSON.stringify(old?.[name]) !== JSON.stringify(inputs[name]),
    );
    return old && properties.length > 0 ? [[key, properties] as const] : [];
  });
  return {
    added: [...after.keys()].filter((key) => !before.has(key)),
    removed: [...before.keys()].filter((key) => !after.has(key)),
    changed: Object.fromEntries(changed),
  };
}

test("the two stacks differ only in the values of their records and in prod's request log", async () => {
  const { staging, prod } = proxyOf().stacks;
  // Replaces each value of one stack's record by the other's; only prod's request log still differs.
  const values = [
    [staging!.domain, prod!.domain],
    [staging!.domain.replaceAll(".", "-"), prod!.domain.replaceAll(".", "-")],
    [staging!.serviceAccount, prod!.serviceAccount],
    [staging!.slackChannel, prod!.slackChannel],
    [staging!.releases[0]!.digest, prod!.releases[0]!.digest],
    [`-v=${staging!.verbosity}`, `-v=${prod!.verbosity}`],
    ["|^/v2/.+/referrers/.+$", ""],
    [/k8s-infra-oci-proxy(?!-prod)/g, "k8s-infra-oci-proxy-prod"],
  ] as const;
  const asProd = (resource: PlannedResource) => {
    const { type, name, inputs, protect, retainOnDelete } = resource;
    return JSON.stringify({ type, name, inputs: withoutMirror(inputs), protect, retainOnDelete });
  };
  const translated = [...(await proxyResources("staging")).values()].map((resource) =>
    values.reduce((text, [from, to]) => text.replaceAll(from, to), asProd(resource)),
  );
  const inProd = [...(await proxyResources("prod")).values()].map(asProd);
  expect(translated.filter((resource) => !inProd.includes(resource))).toEqual([]);
  expect(
    inProd
      .filter((resource) => !translated.includes(resource))
      .map((text) => (JSON.parse(text) as PlannedResource).name)
      .sort(),
  ).toEqual([
    "k8s-infra-oci-proxy-prod/sinks/registry-k8s-io-logs-sink",
    "k8s-infra-public-pii/datasets/registry_k8s_io_logs/roles/bigquery.dataEditor/k8s-infra-oci-proxy-prod",
  ]);
});

/**
 * Staging uses its default mirror in place of each region's own; a test of the environment checks which one that is.
 */
function withoutMirror(inputs: PlannedResource["inputs"]): unknown {
  const text = JSON.stringify(inputs);
  return JSON.parse(text.replace(/("name":"DEFAULT_AWS_BASE_URL","value":)"[^"]*"/, '$1""'));
}

test("a new digest changes only the services' templates", async () => {
  const release = `        - digest: sha256:${"b".repeat(64)}\n          date: 2026-03-08\n`;
  const promoted = twoRegions.replace("        # tried for a week\n", `$&${release}`);
  expect(difference(await proxyResources("prod"), await proxyResources("prod", promoted))).toEqual({
    added: [],
    removed: [],
    changed: {
      "gcp:cloudrunv2/service:Service k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-asia-east1": [
        "template",
      ],
      "gcp:cloudrunv2/service:Service k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-us-central1": [
        "template",
      ],
    },
  });
});

test("a new region adds its own resources, becomes a backend, and changes nothing else", async () => {
  const wider = twoRegions.replace(
    "  stacks:",
    "    europe-west1: { default_mirror: cloudfront }\n  stacks:",
  );
  const name = "k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-europe-west1";
  expect(difference(await proxyResources("prod"), await proxyResources("prod", wider))).toEqual({
    added: [
      `gcp:cloudrunv2/service:Service ${name}`,
      `gcp:cloudrunv2/serviceIamBinding:ServiceIamBinding ${name}/roles/run.invoker`,
      `gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup ${name}-neg`,
    ],
    removed: [],
    changed: {
      "gcp:compute/backendService:BackendService k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-default-bes":
        ["backends"],
    },
  });
});

test("retiring a region unprotects only its own resources, and everything stays retained on delete", async () => {
  const retired = twoRegions.replace(
    "{ default_mirror: cloudfront }",
    "{ default_mirror: cloudfront, state: retired }",
  );
  const resources = [...(await proxyResources("prod", retired)).values()];
  const unprotected = resources.filter(
    ({ type, protect }) => type !== "gcp:projects/service:Service" && !protect,
  );
  expect(unprotected.map(({ name }) => name.replace(/^k8s-infra-oci-proxy-prod\/?/, "")).sort()).toEqual([
    "",
    "k8s-infra-oci-proxy-prod-asia-east1",
    "k8s-infra-oci-proxy-prod-asia-east1-neg",
    "k8s-infra-oci-proxy-prod-asia-east1/roles/run.invoker",
  ]);
  expect(resources.filter(({ type, retainOnDelete }) => type.startsWith("gcp:") && !retainOnDelete)).toEqual(
    [],
  );
});

test("the alerts depend on the uptime check and refer to it by the id that Google generates", async () => {
  const resources = await proxyResources("prod");
  for (const name of ["uptime", "certificate"]) {
    const alert = resources.get(
      `gcp:monitoring/alertPolicy:AlertPolicy k8s-infra-oci-proxy-prod/alerts/${name}`,
    );
    expect(alert?.inputs.conditions).toMatchObject([{ conditionThreshold: { filter: UNKNOWN } }]);
    expect(alert?.dependsOn.some((urn) => urn.endsWith("::k8s-infra-oci-proxy-prod/uptime-check"))).toBe(
      true,
    );
  }
});

test("everything has an import id, except what Google names and the log writer's dataset role", async () => {
  const proxy = proxyOf();
  const ids = registryProxyImportIds(describeRegistryProxy(proxy, proxy.stacks.prod!));
  const resources = [...(await proxyResources("prod")).values()].filter(({ type }) =>
    type.startsWith("gcp:"),
  );
  const without = resources.filter(({ name }) => ids[name] === undefined).map(({ type }) => type);
  expect([...new Set(without)].sort()).toEqual([
    "gcp:bigquery/datasetIamMember:DatasetIamMember",
    "gcp:monitoring/alertPolicy:AlertPolicy",
    "gcp:monitoring/notificationChannel:NotificationChannel",
    "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
  ]);
  expect(Object.keys(ids).filter((name) => !resources.some((resource) => resource.name === name))).toEqual(
    [],
  );
  expect(new Set(Object.values(ids)).size).toBe(Object.keys(ids).length);
});
