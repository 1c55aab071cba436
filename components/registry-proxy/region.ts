import type { ServiceArgs as RunServiceArgs } from "@pulumi/gcp/cloudrunv2/service.js";
import type { ServiceIamBindingArgs } from "@pulumi/gcp/cloudrunv2/serviceIamBinding.js";
import type { RegionNetworkEndpointGroupArgs } from "@pulumi/gcp/compute/regionNetworkEndpointGroup.js";
import { mirrorAddress } from "../../inventory/registry/archeio.ts";
import type { Proxy, ProxyRegion, ProxyStack } from "../../inventory/registry/types.ts";
import type { Described, Known } from "../described.ts";

/** The resources of the proxy in one region. */
export interface RegionDescription {
  /** False if the region is retired: it is then out of the load balancer and no longer protected. */
  readonly active: boolean;
  readonly service: Described<Known<RunServiceArgs>>;
  readonly invoker: Described<Known<ServiceIamBindingArgs>>;
  /** Makes the service a backend of the load balancer. */
  readonly endpoints: Described<Known<RegionNetworkEndpointGroupArgs>>;
}

/** The port that the proxy listens on: facts/upstream.md §5.3. */
const PORT = 8080;

/** Describes the proxy in one region: facts/upstream.md §4.1, except for the ingress (docs/adr/registry-proxy.md). */
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
        // Stays on when the region is retired: Pulumi then drops the service from its state and deletes nothing.
        deletionProtection: true,
        // The proxy trusts the client address from the load balancer, so it must not be reachable any other way.
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
    // CPU only during requests. This is the default, but setting `resources` disables it.
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

/** The environment variables that the proxy reads: facts/upstream.md §4.1. Addresses have no trailing slash. */
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

/** The environment of the proxy in one region. Sets every variable, since the proxy's own defaults do not fit. */
export function environmentOf(region: ProxyRegion, proxy: Proxy, stack: ProxyStack): ProxyEnvironment {
  return {
    UPSTREAM_REGISTRY_ENDPOINT: registryAddress(region.name),
    UPSTREAM_REGISTRY_PATH: proxy.upstreamPath,
    SIGNATURE_UPSTREAM_ENDPOINT: registryAddress(proxy.signatureRegion),
    DEFAULT_AWS_BASE_URL: stack.defaultMirror ?? defaultMirrorAddress(region, proxy),
    // Matches the CPU limit.
    GOMAXPROCS: "1",
  };
}

function registryAddress(region: string): string {
  return `https://${region}-docker.pkg.dev`;
}

function defaultMirrorAddress({ defaultMirror }: ProxyRegion, { cloudfront }: Proxy): string {
  return defaultMirror === "cloudfront" ? cloudfront : mirrorAddress(defaultMirror);
}

/** The image that a stack runs, by digest. Throws if no release is declared. */
export function imageOf({ image }: Proxy, { releases }: ProxyStack): string {
  const [running] = releases;
  if (running === undefined) throw new Error(`no release of ${image} is declared`);
  return `${image}@${running.digest}`;
}

/** The email address of the account that the proxy runs as. */
export function proxyAccountEmail({ serviceAccount, project }: ProxyStack): string {
  return `${serviceAccount}@${project}.iam.gserviceaccount.com`;
}
