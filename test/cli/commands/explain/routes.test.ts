import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { routesOf } from "../../../../cli/commands/explain/routes.ts";
import { routesText } from "../../../../cli/commands/explain/text.ts";
import { evaluate } from "../../../../cli/review/plan/evaluate.ts";
import type { PlannedResource } from "../../../../cli/review/plan/monitor.ts";
import { NO_PROXY, temporaryFolder } from "../../../support/infra.ts";
import { twoRegions } from "../../../support/registry.ts";
import { configOver } from "../../../support/settings.ts";

const upstream = (region: string) => `https://${region}-docker.pkg.dev/v2/k8s-artifacts-prod/images`;
const bucket = (region: string) =>
  `https://prod-registry-k8s-io-${region}.s3.dualstack.${region}.amazonaws.com`;

let prod: readonly PlannedResource[];
beforeAll(async () => {
  const registry = temporaryFolder();
  cpSync(NO_PROXY, registry, { recursive: true });
  writeFileSync(join(registry, "proxy.yaml"), twoRegions);
  const config = configOver("test/fixtures/dozen/infra.yaml", "test/fixtures/few-groups", registry);
  prod = await evaluate("prod", config);
  rmSync(registry, { recursive: true });
});

test("each serving region has its own upstream and default mirror, and the common signature upstream", () => {
  const routes = routesOf(prod);
  expect(routes.map(({ region, service }) => [region, service])).toEqual([
    ["asia-east1", "k8s-infra-oci-proxy-prod-asia-east1"],
    ["us-central1", "k8s-infra-oci-proxy-prod-us-central1"],
  ]);
  const [asia, iowa] = routes;
  expect([asia?.manifests, asia?.signatures]).toEqual([upstream("asia-east1"), upstream("us-central1")]);
  expect(asia?.blobs.gcp).toEqual({ upstream: upstream("asia-east1") });
  expect(asia?.blobs.other).toEqual({
    mirror: "https://d39mqg4b1dx9z1.cloudfront.net",
    upstream: upstream("asia-east1"),
  });
  expect(iowa?.blobs.other).toEqual({ mirror: bucket("us-east-2"), upstream: upstream("us-central1") });
});

test("a client in AWS is sent to its mirror from facts §5.3, whichever region serves it", () => {
  for (const { region, blobs } of routesOf(prod)) {
    expect(Object.keys(blobs.aws)).toHaveLength(36);
    expect(blobs.aws["us-west-2"]).toEqual({ mirror: bucket("us-west-2"), upstream: upstream(region) });
    expect(blobs.aws["cn-north-1"]?.mirror).toBe(bucket("ap-east-1"));
    expect(blobs.aws["me-south-1"]?.mirror).toBe(bucket("me-central-1"));
    expect(blobs.aws["eu-west-2"]?.mirror).toBe(
      "https://767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2.s3.dualstack.eu-west-2.amazonaws.com",
    );
  }
});

test("a region that is not a backend of the load balancer does not serve", () => {
  const without = prod.map((resource) =>
    resource.type === "gcp:compute/backendService:BackendService"
      ? {
          ...resource,
          inputs: { ...resource.inputs, backends: (resource.inputs.backends as unknown[]).slice(1) },
        }
      : resource,
  );
  expect(routesOf(without).map(({ region }) => region)).toEqual(["us-central1"]);
});

test("the text has a line per region and per kind of client", () => {
  const lines = routesText("prod", routesOf(prod)).split("\n");
  expect(lines[0]).toBe(
    "prod: 2 regions of the proxy serve. The load balancer chooses the nearest to the client.",
  );
  expect(lines).toContain(
    "asia-east1      asia-east1-docker.pkg.dev/v2/k8s-artifacts-prod/images   d39mqg4b1dx9z1.cloudfront.net",
  );
  expect(lines).toContain(
    "ap-east-2       prod-registry-k8s-io-ap-east-1.s3.dualstack.ap-east-1.amazonaws.com",
  );
  expect(routesText("staging", [])).toBe("staging: no region of a proxy serves.");
});

test("over our own data, every target of prod's proxy except the CDN is declared in prod", async () => {
  const own = await evaluate("prod", configOver("infra/gcp/infra.yaml", "groups", "infra/registry"));
  const addresses = own.flatMap(({ type, inputs }) => {
    const { location, project, repositoryId, bucket: name, region } = inputs as Record<string, string>;
    switch (type) {
      case "gcp:artifactregistry/repository:Repository":
        return [`https://${location!}-docker.pkg.dev/v2/${project!}/${repositoryId!}`];
      case "aws:s3/bucket:Bucket":
        return [`https://${name!}.s3.dualstack.${region!}.amazonaws.com`];
      default:
        return [];
    }
  });
  const routes = routesOf(own);
  expect(routes).toHaveLength(22);
  const targets = routes.flatMap(({ manifests, signatures, blobs: { gcp, aws, other } }) => [
    ...[manifests, signatures, gcp.upstream, other.upstream, other.mirror],
    ...Object.values(aws).flatMap(({ mirror, upstream }) => [mirror, upstream]),
  ]);
  const undeclared = targets.filter((target) => !addresses.includes(target ?? ""));
  // AWS chose the distribution's address, so only the data has it, and no resource declares it.
  expect([...new Set(undeclared)]).toEqual(["https://d39mqg4b1dx9z1.cloudfront.net"]);
});
