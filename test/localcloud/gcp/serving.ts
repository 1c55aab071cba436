import type { Values } from "../../../localcloud/provider/resourceType.ts";
import { Sandbox, type Kind } from "../sandbox.ts";

export const project = "k8s-infra-demo";

export const services = [
  ...["bigquery", "certificatemanager", "compute", "iam", "logging", "monitoring", "run"],
] as const;

const certificates = `projects/${project}/locations/global`;
export const compute = `projects/${project}/global`;

/** The resources that serve a domain, in creation order: one valid example of each kind. */
export const serving = {
  account: { project, accountId: "proxy-demo" },
  run: {
    project,
    location: "us-central1",
    name: "proxy",
    deletionProtection: false,
    ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
    defaultUriDisabled: true,
    template: {
      serviceAccount: `proxy-demo@${project}.iam.gserviceaccount.com`,
      timeout: "60s",
      maxInstanceRequestConcurrency: 800,
      containers: [{ image: "example.com/proxy", envs: [{ name: "A", value: "1" }] }],
    },
    traffics: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
  },
  runBinding: {
    project,
    location: "us-central1",
    name: "proxy",
    role: "roles/run.invoker",
    members: ["allUsers"],
  },
  endpoints: { project, region: "us-central1", name: "proxy-neg", cloudRun: { service: "proxy" } },
  policy: {
    project,
    name: "policy",
    rules: [
      {
        priority: 2147483647,
        action: "throttle",
        match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } },
        rateLimitOptions: {
          conformAction: "allow",
          exceedAction: "deny(429)",
          enforceOnKey: "IP",
          rateLimitThreshold: { count: 2490, intervalSec: 30 },
        },
      },
    ],
  },
  backend: {
    project,
    name: "backend",
    loadBalancingScheme: "EXTERNAL_MANAGED",
    securityPolicy: `${compute}/securityPolicies/policy`,
    backends: [{ group: `projects/${project}/regions/us-central1/networkEndpointGroups/proxy-neg` }],
  },
  urlMap: { project, name: "urls", defaultService: `${compute}/backendServices/backend` },
  authorization: { project, name: "proof", domain: "demo.k8s.io" },
  certificate: {
    project,
    name: "certificate",
    managed: { domains: ["demo.k8s.io"], dnsAuthorizations: [`${certificates}/dnsAuthorizations/proof`] },
  },
  certificateMap: { project, name: "map" },
  mapEntry: {
    project,
    name: "entry",
    map: "map",
    matcher: "PRIMARY",
    certificates: [`${certificates}/certificates/certificate`],
  },
  sslPolicy: { project, name: "tls", profile: "MODERN", minTlsVersion: "TLS_1_2" },
  httpsProxy: {
    project,
    name: "https",
    sslPolicy: `${compute}/sslPolicies/tls`,
    urlMap: `${compute}/urlMaps/urls`,
    certificateMap: `//certificatemanager.googleapis.com/${certificates}/certificateMaps/map`,
  },
  httpProxy: { project, name: "http", urlMap: `${compute}/urlMaps/urls` },
  address: { project, name: "ipv4", ipVersion: "IPV4" },
  forwardingRule: {
    project,
    name: "rule",
    target: `${compute}/targetHttpsProxies/https`,
    portRange: "443",
    loadBalancingScheme: "EXTERNAL_MANAGED",
  },
  channel: { project, type: "email", labels: { email_address: "alerts@kubernetes.io" } },
  check: {
    project,
    displayName: "Uptime - demo.k8s.io",
    monitoredResource: { type: "uptime_url", labels: { host: "demo.k8s.io", project_id: project } },
    httpCheck: { path: "/", port: 443, useSsl: true },
    period: "60s",
    timeout: "10s",
  },
  alert: {
    project,
    displayName: "down",
    combiner: "OR",
    conditions: [
      {
        displayName: "down",
        conditionThreshold: {
          filter: 'metric.type="x" AND resource.type="uptime_url"',
          comparison: "COMPARISON_GT",
          duration: "300s",
        },
      },
    ],
  },
  dataset: { project, datasetId: "analytics" },
  sink: {
    project,
    name: "analytics",
    destination: `bigquery.googleapis.com/projects/${project}/datasets/analytics`,
  },
  datasetMember: {
    project,
    datasetId: "analytics",
    role: "roles/bigquery.dataEditor",
    member: `serviceAccount:proxy-demo@${project}.iam.gserviceaccount.com`,
  },
} satisfies Partial<Record<Kind, Values>>;

export type ServingKind = keyof typeof serving;

/** A project with all of them up to, but excluding, one kind. */
export function servingUpTo(kind?: ServingKind): Sandbox {
  const sandbox = new Sandbox();
  sandbox.project(project, services);
  for (const [each, inputs] of Object.entries(serving) as [ServingKind, Values][]) {
    if (each === kind) break;
    sandbox.create(each, inputs);
  }
  return sandbox;
}
