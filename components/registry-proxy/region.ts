import type { ServiceArgs as RunServiceArgs } from "@pulumi/gcp/cloudrunv2/service.js";
import type { ServiceIamBindingArgs } from "@pulumi/gcp/cloudrunv2/serviceIamBinding.js";
import type { RegionNetworkEndpointGroupArgs } from "@pulumi/gcp/compute/regionNetworkEndpointGroup.js";
import { mirrorAddress } from "../../inventory/registry/archeio.ts";
import type { Proxy, ProxyRegion, ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";

/** What the proxy is made of in one region. */
export interface RegionDescription {
  /** False once the region is retired: it is then out of the load balancer, and Pulumi may forget it. */
  readonly active: boolean;
  readonly service: Described<Known<RunServiceArgs>>;
  readonly invoker: Described<Known<ServiceIamBindingArgs>>;
  /** What makes the service a backend of the load balancer. */
  readonly endpoints: Described<Known<RegionNetworkEndpointGroupArgs>>;
}

/** The port that the proxy listens on: facts/upstream.md §5.3. */
const PORT = 8080;

/** Says what the proxy is made of in one region: facts/upstream.md §4.1, but for the ingress (docs/adr/registry-proxy.md). */
export function describeRegion(region: ProxyRegion, proxy: Proxy, stack: ProxyStack): RegionDescription {
  const { project } = stack;
  const location = region.name;
  const active = region.state === "active";
  const deletionPolicy = active ? "PREVENT" : "ABANDON";
  const name = `${project}-${location}`;
  return {
    active,
    service: {
      name: `${project}/${name}`,
      args: {
        ...{ project, location, name, deletionPolicy },
        // Stays when the region is retired: Pulumi then forgets the service, and deletes nothing.
        deletionProtection: true,
        // The proxy believes the load balancer's account of who is asking. Nobody may reach it any other way.
        ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
        // No launch stage, though upstream says BETA: all of this is GA, which is then what Google answers whatever was
        // asked for (Launch stage in the API's reference), so that every run would show GA -> BETA.
        defaultUriDisabled: true,
        template: {
          serviceAccount: proxyAccountEmail(stack),
          timeout: "60s",
          maxInstanceRequestConcurrency: 800,
          scaling: { maxInstanceCount: 10 },
          containers: [describeContainer(region, proxy, stack)],
        },
        traffics: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", percent: 100 }],
      },
    },
    invoker: {
      name: `${project}/${name}/roles/run.invoker`,
      args: { ...{ project, location, name }, role: "roles/run.invoker", members: ["allUsers"] },
    },
    endpoints: {
      name: `${project}/${name}-neg`,
      args: {
        ...{ project, region: location, name: `${name}-neg`, deletionPolicy },
        networkEndpointType: "SERVERLESS",
        cloudRun: { service: name },
      },
    },
  };
}

type Container = NonNullable<NonNullable<Known<RunServiceArgs>["template"]>["containers"]>[number];

function describeContainer(region: ProxyRegion, proxy: Proxy, stack: ProxyStack): Container {
  return {
    image: imageOf(proxy, stack),
    args: [`-v=${stack.verbosity}`],
    envs: Object.entries(environmentOf(region, proxy, stack)).map(([name, value]) => ({ name, value })),
    ports: { containerPort: PORT },
    // Processor time only while there are requests, which is the default that stating `resources` takes away.
    resources: { limits: { cpu: "1000m", memory: "512Mi" }, cpuIdle: true },
    startupProbe: {
      tcpSocket: { port: PORT },
      failureThreshold: 1,
      initialDelaySeconds: 0,
      periodSeconds: 240,
      timeoutSeconds: 240,
    },
  };
}

/** What the proxy reads from its environment: facts/upstream.md §4.1. All addresses are without a trailing slash. */
export type ProxyEnvironment = Readonly<
  Record<
    | "UPSTREAM_REGISTRY_ENDPOINT"
    | "UPSTREAM_REGISTRY_PATH"
    | "SIGNATURE_UPSTREAM_ENDPOINT"
    | "DEFAULT_AWS_BASE_URL"
    | "GOMAXPROCS",
    string
  >
>;

/** The environment of the proxy in one region; every value is set, since the proxy has defaults that are not ours. */
export function environmentOf(region: ProxyRegion, proxy: Proxy, stack: ProxyStack): ProxyEnvironment {
  return {
    UPSTREAM_REGISTRY_ENDPOINT: registryAddress(region.name),
    UPSTREAM_REGISTRY_PATH: proxy.upstreamPath,
    SIGNATURE_UPSTREAM_ENDPOINT: registryAddress(proxy.signatureRegion),
    DEFAULT_AWS_BASE_URL: stack.defaultMirror ?? defaultMirrorAddress(region, proxy),
    // As many as the processors of the limit.
    GOMAXPROCS: "1",
  };
}

function registryAddress(region: string): string {
  return `https://${region}-docker.pkg.dev`;
}

function defaultMirrorAddress({ defaultMirror }: ProxyRegion, { cloudfront }: Proxy): string {
  return defaultMirror === "cloudfront" ? cloudfront : mirrorAddress(defaultMirror);
}

/** The image that a stack runs, by digest. */
export function imageOf({ image }: Proxy, { releases }: ProxyStack): string {
  const [running] = releases;
  if (running === undefined) throw new Error(`no release of ${image} is declared`);
  return `${image}@${running.digest}`;
}

/** The address of the account that the proxy runs as. */
export function proxyAccountEmail({ serviceAccount, project }: ProxyStack): string {
  return `${serviceAccount}@${project}.iam.gserviceaccount.com`;
}
