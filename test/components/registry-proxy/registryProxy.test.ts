import { describe, expect, test } from "vitest";
import { describeRegistryProxy } from "../../../components/registry-proxy/describe.ts";
import { environmentOf } from "../../../components/registry-proxy/region.ts";
import { diskTree } from "../../../inventory/yaml/tree.ts";
import { loadRegistry } from "../../../inventory/registry/load.ts";
import { fromRoot } from "../../../boot/root.ts";
import { proxyOf, twoRegions } from "../../support/registry.ts";

const proxy = proxyOf();
const prod = describeRegistryProxy(proxy, proxy.stacks.prod!);
const staging = describeRegistryProxy(proxy, proxy.stacks.staging!);

describe("a region", () => {
  const [, region] = prod.regions;

  test("is a Cloud Run service with the values of facts §4.1, reachable only through the load balancer", () => {
    expect(region?.service).toEqual({
      name: "k8s-infra-oci-proxy-prod/k8s-infra-oci-proxy-prod-us-central1",
      args: {
        project: "k8s-infra-oci-proxy-prod",
        location: "us-central1",
        name: "k8s-infra-oci-proxy-prod-us-central1",
        ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
        defaultUriDisabled: true,
        deletionProtection: true,
        deletionPolicy: "PREVENT",
        template: {
          serviceAccount: "oci-proxy-prod@k8s-infra-oci-proxy-prod.iam.gserviceaccount.com",
          timeout: "60s",
          maxInstanceRequestConcurrency: 800,
          scaling: { maxInstanceCount: 10 },
          containers: [
            {
              image: `us-central1-docker.pkg.dev/k8s-staging-images/infra-tools/archeio@sha256:${"a".repeat(64)}`,
              args: ["-v=0"],
              envs: [
                { name: "UPSTREAM_REGISTRY_ENDPOINT", value: "https://us-central1-docker.pkg.dev" },
                { name: "UPSTREAM_REGISTRY_PATH", value: "k8s-artifacts-prod/images" },
                { name: "SIGNATURE_UPSTREAM_ENDPOINT", value: "https://us-central1-docker.pkg.dev" },
                {
                  name: "DEFAULT_AWS_BASE_URL",
                  value: "https://prod-registry-k8s-io-us-east-2.s3.dualstack.us-east-2.amazonaws.com",
                },
                { name: "GOMAXPROCS", value: "1" },
              ],
              ports: { containerPort: 8080 },
              resources: { limits: { cpu: "1000m", memory: "512Mi" }, cpuIdle: true },
              startupProbe: {
                tcpSocket: { port: 8080 },
                failureThreshold: 1,
                initialDelaySeconds: 0,
                periodSeconds: 240,
                timeoutSeconds: 240,
              },
            },
          ],
        },
        traffics: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
      },
    });
  });

  test("can be invoked by everybody and has an endpoint group that names its service", () => {
    expect(region?.invoker.args).toMatchObject({ role: "roles/run.invoker", members: ["allUsers"] });
    expect(region?.endpoints.args).toEqual({
      project: "k8s-infra-oci-proxy-prod",
      region: "us-central1",
      name: "k8s-infra-oci-proxy-prod-us-central1-neg",
      networkEndpointType: "SERVERLESS",
      cloudRun: { service: "k8s-infra-oci-proxy-prod-us-central1" },
      deletionPolicy: "PREVENT",
    });
  });

  test("that is retired stays, but unprotected and out of the load balancer", () => {
    const text = twoRegions.replace(
      "{ default_mirror: cloudfront }",
      "{ default_mirror: cloudfront, state: retired }",
    );
    const edited = proxyOf(text);
    const described = describeRegistryProxy(edited, edited.stacks.prod!);
    expect(described.regions[0]).toEqual({
      ...prod.regions[0],
      active: false,
      service: {
        ...prod.regions[0]!.service,
        args: { ...prod.regions[0]!.service.args, deletionPolicy: "ABANDON" },
      },
      endpoints: {
        ...prod.regions[0]!.endpoints,
        args: { ...prod.regions[0]!.endpoints.args, deletionPolicy: "ABANDON" },
      },
    });
    expect(described.loadBalancer.backend.args.backends).toEqual([
      {
        group:
          "projects/k8s-infra-oci-proxy-prod/regions/us-central1/networkEndpointGroups/k8s-infra-oci-proxy-prod-us-central1-neg",
      },
    ]);
  });
});

describe("the environment", () => {
  const { proxy: own } = loadRegistry(diskTree(fromRoot("infra/registry"), "infra/registry")).registry!;
  const bucket = (region: string) =>
    `https://prod-registry-k8s-io-${region}.s3.dualstack.${region}.amazonaws.com`;

  test("of prod sends clients of unknown origin to each region's mirror from facts §4.1", () => {
    const mirrors = own.regions.map((region) => [
      region.name,
      environmentOf(region, own, own.stacks.prod!).DEFAULT_AWS_BASE_URL,
    ]);
    const cloudfront = "https://d39mqg4b1dx9z1.cloudfront.net";
    expect(Object.fromEntries(mirrors)).toEqual({
      "asia-east1": cloudfront,
      "asia-northeast1": bucket("ap-northeast-1"),
      "asia-northeast2": bucket("ap-northeast-1"),
      "asia-south1": bucket("ap-south-1"),
      "australia-southeast1": bucket("ap-southeast-1"),
      "europe-north1": bucket("eu-central-1"),
      "europe-southwest1": bucket("eu-central-1"),
      "europe-west1": cloudfront,
      "europe-west2": bucket("eu-west-1"),
      "europe-west3": bucket("eu-central-1"),
      "europe-west4": cloudfront,
      "europe-west8": bucket("eu-south-1"),
      "europe-west9": bucket("eu-west-3"),
      "europe-west10": bucket("eu-central-1"),
      "southamerica-west1": cloudfront,
      "us-central1": bucket("us-east-2"),
      "us-east1": bucket("us-east-1"),
      "us-east4": bucket("us-east-1"),
      "us-east5": bucket("us-east-2"),
      "us-south1": bucket("us-east-2"),
      "us-west1": bucket("us-west-2"),
      "us-west2": bucket("us-west-1"),
    });
  });

  test("of staging sends all of them to one global address and uses each region's own registry", () => {
    for (const region of own.regions) {
      expect(environmentOf(region, own, own.stacks.staging!)).toEqual({
        UPSTREAM_REGISTRY_ENDPOINT: `https://${region.name}-docker.pkg.dev`,
        UPSTREAM_REGISTRY_PATH: "k8s-artifacts-prod/images",
        SIGNATURE_UPSTREAM_ENDPOINT: "https://us-central1-docker.pkg.dev",
        DEFAULT_AWS_BASE_URL: "https://cdn.registry.k8s.dev",
        GOMAXPROCS: "1",
      });
    }
  });
});

describe("the load balancer", () => {
  const p = "k8s-infra-oci-proxy-prod";

  test("has the names of facts §4.2", () => {
    const { certificate, addresses, backend, urlMap, redirect, httpsProxy, httpProxy } = prod.loadBalancer;
    const named = [backend, urlMap, redirect, httpsProxy, httpProxy];
    expect(named.map(({ args }) => args.name)).toEqual([
      `${p}-default-bes`,
      `${p}-default-url-map`,
      `${p}-http-to-https-redirect`,
      `${p}-default-https-proxy`,
      `${p}-http-default`,
    ]);
    expect(addresses.map(({ address }) => address.args.name)).toEqual([`${p}-ipv4`, `${p}-ipv6`]);
    expect(
      addresses.flatMap(({ rules }) =>
        rules.map(({ to, rule: { args } }) => [args.name, args.portRange, to]),
      ),
    ).toEqual([
      [`${p}-ipv4-http-managed`, "80", "httpProxy"],
      [`${p}-ipv4-https-managed`, "443", "httpsProxy"],
      [`${p}-ipv6-http-managed`, "80", "httpProxy"],
      [`${p}-ipv6-https-managed`, "443", "httpsProxy"],
    ]);
    expect(certificate.authorization.args).toMatchObject({
      name: "registry-k8s-io-dnsauth",
      domain: "registry.k8s.io",
    });
    expect(
      [certificate.certificate, certificate.map, certificate.entry].map(({ args }) => args.name),
    ).toEqual(["registry-k8s-io-20230508", "registry-k8s-io", "registry-k8s-io-default"]);
    expect(httpsProxy.args.certificateMap).toBe(
      `//certificatemanager.googleapis.com/projects/${p}/locations/global/certificateMaps/registry-k8s-io`,
    );
  });

  test("redirects plain HTTP permanently and keeps the query string", () => {
    expect(prod.loadBalancer.redirect.args.defaultUrlRedirect).toEqual({
      httpsRedirect: true,
      redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT",
      stripQuery: false,
    });
  });

  const expressions = (described: typeof prod) =>
    described.loadBalancer.armor.args.rules?.map(({ match }) => match.expr?.expression);

  test("lets only known paths through, in staging also those of the referrers API", () => {
    const paths = "^/$|^/privacy$|^/token$|^/v2/?$|^/v2/.+/blobs/.+$|^/v2/.+/manifests/.+$|^/v2/.*tags/list$";
    expect(expressions(prod)).toEqual([`!request.path.matches('${paths}')`, undefined]);
    expect(expressions(staging)?.[0]).toBe(`!request.path.matches('${paths}|^/v2/.+/referrers/.+$')`);
  });

  test.each([
    ["/", true],
    ["/v2", true],
    ["/v2/", true],
    ["/v2/pause/manifests/3.10", true],
    ["/v2/sig-storage/csi-provisioner/blobs/sha256:0", true],
    ["/v2/pause/tags/list", true],
    ["/v2/_catalog", false],
    ["/v2/pause/referrers/sha256:0", false],
    ["/.env", false],
    ["/privacy/x", false],
  ])("lets %s through: %s", (path, through) => {
    const [, pattern = ""] = /'(.*)'/.exec(expressions(prod)?.[0] ?? "") ?? [];
    expect(new RegExp(pattern).test(path)).toBe(through);
  });

  test("throttles each client IP address to 83 requests per second", () => {
    expect(prod.loadBalancer.armor.args.rules?.[1]).toEqual({
      priority: 2147483647,
      action: "throttle",
      description: "Default rule. Limit excessive usage.",
      match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } },
      rateLimitOptions: {
        conformAction: "allow",
        exceedAction: "deny(429)",
        enforceOnKey: "IP",
        rateLimitThreshold: { count: 2490, intervalSec: 30 },
      },
    });
  });
});

test("only prod keeps the log of every request; prod and staging both keep the analytics", () => {
  const destinations = (described: typeof prod) =>
    described.logs.sinks.map(({ sink, writer }) => [
      sink.args.name,
      sink.args.destination,
      writer.args.project,
    ]);
  expect(destinations(staging)).toEqual([
    [
      "analytics",
      "bigquery.googleapis.com/projects/k8s-infra-oci-proxy/datasets/analytics",
      "k8s-infra-oci-proxy",
    ],
  ]);
  expect(destinations(prod)).toEqual([
    [
      "analytics",
      "bigquery.googleapis.com/projects/k8s-infra-oci-proxy-prod/datasets/analytics",
      "k8s-infra-oci-proxy-prod",
    ],
    [
      "registry-k8s-io-logs-sink",
      "bigquery.googleapis.com/projects/k8s-infra-public-pii/datasets/registry_k8s_io_logs",
      "k8s-infra-public-pii",
    ],
  ]);
});
