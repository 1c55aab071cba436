import { describe, expect, it } from "vitest";
import type { Values } from "../../../localcloud/provider/resourceType.ts";
import { Sandbox, messageOf } from "../sandbox.ts";
import { compute, project, serving, servingUpTo, type ServingKind } from "./serving.ts";

/** The cloud's error for a resource when everything it depends on exists: the reason only, without the action. */
function refusal(kind: ServingKind, change: Values): string {
  const sandbox = servingUpTo(kind);
  return messageOf(() => sandbox.create(kind, { ...serving[kind], ...change })).replace(
    /^Error .*?: googleapi: /,
    "",
  );
}

const container = { image: "example.com/proxy" };
const template = (change: Values) => ({ template: { ...serving.run.template, ...change } });
const withContainer = (change: Values) => template({ containers: [{ ...container, ...change }] });
const throttle = serving.policy.rules[0]!;
const limits = (rateLimitThreshold: Values) => ({
  rules: [{ ...throttle, rateLimitOptions: { ...throttle.rateLimitOptions, rateLimitThreshold } }],
});

describe.each(Object.keys(serving) as ServingKind[])("a %s", (kind) => {
  const inputs: Values = serving[kind];

  it("is created without a diff, read back unchanged, and imported without a diff", () => {
    const sandbox = servingUpTo(kind);
    const { id, outputs } = sandbox.create(kind, inputs);
    expect(sandbox.diff(kind, outputs, inputs)).toEqual({ changed: [], replaced: [] });
    expect(sandbox.read(kind, id, outputs, sandbox.checked(kind, inputs))?.outputs).toEqual(outputs);
    const importId = outputs.role === undefined ? id : importIdOf(outputs, id);
    const imported = sandbox.read(kind, importId);
    expect(imported?.id).toBe(id);
    const stateOnly = ["deletionProtection"];
    const changed = sandbox.diff(kind, imported?.outputs ?? {}, inputs).changed;
    expect(changed.filter((name) => !stateOnly.includes(name))).toEqual([]);
  });

  it("needs its API, and cannot be created twice", () => {
    if (kind === "runBinding" || kind === "datasetMember" || kind === "account") return;
    const without = new Sandbox();
    without.project(project);
    expect(messageOf(() => without.create(kind, inputs))).toMatch(/it is disabled\./);
    if (["channel", "check", "alert"].includes(kind)) return;
    const sandbox = servingUpTo(kind);
    sandbox.create(kind, inputs);
    expect(messageOf(() => sandbox.create(kind, inputs))).toMatch(/Error 409: .*already exists/);
  });
});

it("a service without preview features becomes GA even if BETA is set, which is a permanent diff", () => {
  const sandbox = servingUpTo("run");
  const inputs = { ...serving.run, launchStage: "BETA" };
  const { outputs } = sandbox.create("run", inputs);
  expect(outputs.launchStage).toBe("GA");
  expect(sandbox.diff("run", outputs, inputs).changed).toEqual(["launchStage"]);
  expect(sandbox.diff("run", outputs, serving.run).changed).toEqual([]);
});

/** The import id of a binding: object, role and member, separated by spaces. */
function importIdOf({ role, member }: Values, id: string): string {
  const object = id.slice(0, id.indexOf(`/${String(role)}`));
  return [object, role, member].filter(Boolean).join(" ");
}

describe("the cloud refuses", () => {
  const missing = `projects/${project}/global`;
  it.each<[string, ServingKind, Values, string]>([
    [
      "a service of an account that does not exist",
      "run",
      template({ serviceAccount: "x@y.iam.gserviceaccount.com" }),
      "Error 404: Service account x@y.iam.gserviceaccount.com was not found., notFound",
    ],
    [
      "a service in no region",
      "run",
      { location: "us-central9" },
      "Error 403: Permission denied on 'locations/us-central9' (or it may not exist)., forbidden",
    ],
    [
      "a name of 50 characters",
      "run",
      { name: "a".repeat(50) },
      `Error 400: service.name: must match ^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$, got "${"a".repeat(50)}", badRequest`,
    ],
    [
      "the reserved variable PORT",
      "run",
      withContainer({ envs: [{ name: "PORT", value: "1" }] }),
      "Error 400: The following reserved env names were provided: PORT., badRequest",
    ],
    [
      "a variable that is set twice",
      "run",
      withContainer({
        envs: [
          { name: "A", value: "1" },
          { name: "A", value: "2" },
        ],
      }),
      "Error 400: template.containers[0].env: A is set twice, badRequest",
    ],
    [
      "more requests at once than 1000",
      "run",
      template({ maxInstanceRequestConcurrency: 1001 }),
      "Error 400: template.max_instance_request_concurrency: must be 1 to 1000, got 1001, badRequest",
    ],
    [
      "fewer instances at most than at least",
      "run",
      template({ scaling: { minInstanceCount: 2, maxInstanceCount: 1 } }),
      "Error 400: template.scaling: min_instance_count must not be above max_instance_count, badRequest",
    ],
    [
      "a probe that takes longer than its period",
      "run",
      withContainer({ startupProbe: { periodSeconds: 10, timeoutSeconds: 11 } }),
      "Error 400: startup_probe.timeout_seconds: must be at least 1 and not above period_seconds, badRequest",
    ],
    [
      "three processors",
      "run",
      withContainer({ resources: { limits: { cpu: "3" } } }),
      "Error 400: Invalid value specified for cpu. Must be less than 1 or one of 1, 2, 4, 6, 8: 3, badRequest",
    ],
    [
      "traffic that is not 100 %",
      "run",
      { traffics: [{ percent: 90 }] },
      "Error 400: traffic: percentages must add up to 100, they are 90, badRequest",
    ],
    [
      "an endpoint group of a missing service",
      "endpoints",
      { cloudRun: { service: "other" } },
      `Error 404: The Cloud Run service 'projects/${project}/locations/us-central1/services/other' was not found, notFound`,
    ],
    [
      "an endpoint group of a service in another region",
      "endpoints",
      { region: "us-east1" },
      `Error 404: The Cloud Run service 'projects/${project}/locations/us-east1/services/proxy' was not found, notFound`,
    ],
    [
      "a policy without default rule",
      "policy",
      { rules: [{ ...throttle, priority: 1 }] },
      "Error 400: Invalid value for field 'resource.rules': a default rule with priority 2147483647 is required., badRequest",
    ],
    [
      "two rules of one priority",
      "policy",
      { rules: [throttle, { ...throttle, description: "x" }] },
      "Error 400: Invalid value for field 'resource.rules': two rules have the priority 2147483647., badRequest",
    ],
    [
      "more requests than the API counts",
      "policy",
      limits({ count: 10_001, intervalSec: 30 }),
      "Error 400: Invalid value for field 'resource.rules[].rateLimitOptions.rateLimitThreshold.count' of the rule with priority 2147483647: 10001 is not within 1 and 10000., badRequest",
    ],
    [
      "an interval that Cloud Armor does not have",
      "policy",
      limits({ count: 1, intervalSec: 45 }),
      "Error 400: Invalid value for field 'resource.rules[].rateLimitOptions.rateLimitThreshold.intervalSec' of the rule with priority 2147483647: must be one of 10, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 2700, 3600., badRequest",
    ],
    [
      "an expression that does not parse",
      "policy",
      {
        rules: [
          throttle,
          { priority: 1, action: "deny(404)", match: { expr: { expression: "request.path.matches('x'" } } },
        ],
      },
      "Error 400: Invalid value for field 'resource.rules[].match.expr.expression' of the rule with priority 1: it does not parse., badRequest",
    ],
    [
      "a backend that does not exist",
      "backend",
      { backends: [{ group: `projects/${project}/regions/us-east1/networkEndpointGroups/x` }] },
      `Error 404: The resource 'projects/${project}/regions/us-east1/networkEndpointGroups/x' was not found, notFound`,
    ],
    [
      "a backend by its bare name",
      "backend",
      { backends: [{ group: "proxy-neg" }] },
      "Error 400: Invalid value for field 'resource': 'proxy-neg'. The URL is malformed: a networkEndpointGroups resource is expected., badRequest",
    ],
    [
      "one backend twice",
      "backend",
      { backends: [serving.backend.backends[0], { ...serving.backend.backends[0], description: "x" }] },
      `Error 400: Duplicate instance groups in backend service: 'projects/${project}/regions/us-central1/networkEndpointGroups/proxy-neg', badRequest`,
    ],
    [
      "a timeout before serverless backends",
      "backend",
      { timeoutSec: 30 },
      "Error 400: Timeout sec is not supported for a backend service with Serverless network endpoint groups., badRequest",
    ],
    [
      "a URL map without its service",
      "urlMap",
      { defaultService: `${missing}/backendServices/x` },
      `Error 404: The resource '${missing}/backendServices/x' was not found, notFound`,
    ],
    [
      "a domain with a trailing dot",
      "authorization",
      { domain: "demo.k8s.io." },
      "Error 400: The domain 'demo.k8s.io.' is invalid: a domain name without wildcard and trailing dot is required, badRequest",
    ],
    [
      "a certificate without its authorisation",
      "certificate",
      {
        managed: {
          domains: ["other.k8s.io"],
          dnsAuthorizations: serving.certificate.managed.dnsAuthorizations,
        },
      },
      "Error 400: The domain 'other.k8s.io' has no DNS authorization, badRequest",
    ],
    [
      "a map entry without certificate",
      "mapEntry",
      { certificates: [] },
      "Error 400: A certificate map entry needs at least one certificate, badRequest",
    ],
    [
      "a map entry of a missing certificate",
      "mapEntry",
      { certificates: [`projects/${project}/locations/global/certificates/x`] },
      `Error 404: The resource 'projects/${project}/locations/global/certificates/x' was not found, notFound`,
    ],
    [
      "an HTTPS proxy without certificate",
      "httpsProxy",
      { certificateMap: undefined },
      "Error 400: The target HTTPS proxy must have at least one SSL certificate., badRequest",
    ],
    [
      "a certificate map by its bare name",
      "httpsProxy",
      { certificateMap: "map" },
      "Error 400: Invalid value for field 'resource.certificateMap': 'map'. Accepted format is //certificatemanager.googleapis.com/projects/{project}/locations/{location}/certificateMaps/{name}, badRequest",
    ],
    [
      "an address that is not reserved",
      "forwardingRule",
      { ipAddress: "192.0.2.1" },
      "Error 400: Invalid value for field 'resource.IPAddress': '192.0.2.1'. Specified IP address is not reserved., badRequest",
    ],
    [
      "two ports",
      "forwardingRule",
      { portRange: "80-81" },
      "Error 400: Invalid value for field 'resource.portRange': '80-81'. A single port is required., badRequest",
    ],
    [
      "a scheme that is not the backend's",
      "forwardingRule",
      { loadBalancingScheme: "EXTERNAL" },
      "Error 400: The load balancing scheme EXTERNAL does not match that of the backend service, EXTERNAL_MANAGED., badRequest",
    ],
    [
      "a channel without its address",
      "channel",
      { labels: {} },
      "Error 400: Field \"notification_channel.labels['email_address']\" is required., badRequest",
    ],
    [
      "an uptime check every other minute",
      "check",
      { period: "120s" },
      "Error 400: Period must be 60s, 300s, 600s or 900s, not 120s., badRequest",
    ],
    [
      "an alert that tells nobody who exists",
      "alert",
      { notificationChannels: [`projects/${project}/notificationChannels/1`] },
      `Error 404: The notification channel 'projects/${project}/notificationChannels/1' was not found, notFound`,
    ],
    [
      "a sink that leads nowhere",
      "sink",
      { destination: "analytics" },
      "Error 400: Invalid destination: analytics, badRequest",
    ],
    [
      "a grant on a dataset that does not exist",
      "datasetMember",
      { datasetId: "other" },
      `Error 404: Not found: Dataset projects/${project}/datasets/other, notFound`,
    ],
  ])("%s", (_, kind, change, message) => {
    expect(refusal(kind, change)).toBe(message);
  });

  it("two forwarding rules on one port of one address", () => {
    const sandbox = servingUpTo("forwardingRule");
    const address = sandbox.read("address", `${compute}/addresses/ipv4`)?.outputs.address;
    const rule = { ...serving.forwardingRule, ipAddress: address };
    sandbox.create("forwardingRule", rule);
    expect(messageOf(() => sandbox.create("forwardingRule", { ...rule, name: "other" }))).toContain(
      `Specified IP address is in-use: '${String(address)}'`,
    );
  });

  it.each<[ServingKind, string]>([
    ["endpoints", `${compute}/backendServices/backend`],
    ["policy", `${compute}/backendServices/backend`],
    ["backend", `${compute}/urlMaps/urls`],
    ["urlMap", `${compute}/targetHttpProxies/http`],
    ["sslPolicy", `${compute}/targetHttpsProxies/https`],
    ["httpsProxy", `${compute}/forwardingRules/rule`],
    ["certificateMap", `${compute}/targetHttpsProxies/https`],
    ["certificate", `projects/${project}/locations/global/certificateMaps/map/certificateMapEntries/entry`],
    ["authorization", `projects/${project}/locations/global/certificates/certificate`],
  ])("deleting a resource in use: %s", (kind, user) => {
    const sandbox = servingUpTo();
    const store = sandbox.store
      .list("compute.googleapis.com")
      .concat(sandbox.store.list("certificatemanager.googleapis.com"));
    const id = store
      .map(({ cloudName }) => cloudName.slice(cloudName.indexOf("/") + 1))
      .find((path) => path.endsWith(`/${(serving[kind] as { name: string }).name}`))!;
    const outputs = sandbox.read(kind, id)?.outputs ?? {};
    expect(
      messageOf(() => sandbox.delete(kind, { id, outputs: { ...outputs, deletionPolicy: "DELETE" } })),
    ).toContain(`The resource '${id}' is already being used by '${user}', resourceInUseByAnotherResource`);
  });

  it("deleting a protected service, as the real plugin does", () => {
    const sandbox = servingUpTo("run");
    const made = sandbox.create("run", { ...serving.run, deletionProtection: true });
    expect(messageOf(() => sandbox.delete("run", made))).toContain("deletion_protection=false");
  });
});

describe("the plugin rejects at check", () => {
  it.each<[string, ServingKind, Values, string]>([
    [
      "a timeout without unit",
      "run",
      template({ timeout: "60" }),
      'template.timeout: "template.0.timeout" ("60") doesn\'t match regexp "^[0-9]+(?:\\.[0-9]{1,9})?s$"',
    ],
    [
      "an unknown ingress",
      "run",
      { ingress: "ALL" },
      'ingress: expected ingress to be one of ["INGRESS_TRAFFIC_ALL" "INGRESS_TRAFFIC_INTERNAL_ONLY" "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"], got ALL',
    ],
    [
      "a URL map with two defaults",
      "urlMap",
      { defaultUrlRedirect: { stripQuery: false } },
      'defaultService: "default_service": only one of `default_route_action.0.weighted_backend_services,default_service,default_url_redirect` can be specified',
    ],
    [
      "a map entry with host name and matcher",
      "mapEntry",
      { hostname: "demo.k8s.io" },
      'hostname: "hostname": exactly one of `hostname,matcher` must be specified',
    ],
    [
      "a dataset with a hyphen",
      "dataset",
      { datasetId: "a-b" },
      'datasetId: "dataset_id" must contain only letters (a-z, A-Z), numbers (0-9), or underscores (_): "a-b"',
    ],
  ])("%s", (_, kind, change, message) => {
    expect(new Sandbox().failures(kind, { ...serving[kind], ...change })).toEqual([message]);
  });
});

it("a project of the world can be used, and cannot be created again", () => {
  const sandbox = new Sandbox();
  sandbox.create("service", { project: "k8s-infra-oci-proxy", service: "run.googleapis.com" });
  expect(sandbox.read("project", "k8s-infra-oci-proxy")?.id).toBe("projects/k8s-infra-oci-proxy");
  expect(messageOf(() => sandbox.project("k8s-infra-oci-proxy"))).toContain(
    "Requested entity already exists",
  );
});
