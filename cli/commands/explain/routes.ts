import * as z from "zod";
import { MIRROR_BY_CLIENT, mirrorAddress } from "../../../inventory/registry/archeio.ts";
import type { PlannedResource } from "../../review/plan/monitor.ts";

/** The sources of blobs for one kind of client: the mirror if it has the blob, otherwise the upstream. */
export interface BlobRoute {
  /** An address without a trailing slash; absent for clients in Google Cloud, which are never sent to a mirror. */
  readonly mirror?: string;
  /** The address for clients without a mirror, or whose mirror lacks the blob. */
  readonly upstream: string;
}

/** Where one region of the proxy sends its clients. Addresses are the part before `/<image>/…`. */
export interface RegionRoutes {
  readonly region: string;
  /** The Cloud Run service. */
  readonly service: string;
  readonly manifests: string;
  /** The address of signatures and attestations. */
  readonly signatures: string;
  readonly blobs: {
    /** Clients in Google Cloud. */
    readonly gcp: BlobRoute;
    /** Clients in AWS, by their region. */
    readonly aws: Readonly<Record<string, BlobRoute>>;
    /** All other clients. */
    readonly other: BlobRoute;
  };
}

const SERVICE = "gcp:cloudrunv2/service:Service";
const ENDPOINTS = "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup";
const BACKEND = "gcp:compute/backendService:BackendService";

const service = z.object({
  name: z.string(),
  location: z.string(),
  template: z.object({
    containers: z.tuple([z.object({ envs: z.array(z.object({ name: z.string(), value: z.string() })) })]),
  }),
});
const endpoints = z.object({
  project: z.string(),
  region: z.string(),
  name: z.string(),
  cloudRun: z.object({ service: z.string() }),
});
const backend = z.object({ backends: z.array(z.object({ group: z.string() })).default([]) });

/** The environment variables of the proxy that are read here. */
const environment = z.object({
  UPSTREAM_REGISTRY_ENDPOINT: z.string(),
  UPSTREAM_REGISTRY_PATH: z.string(),
  SIGNATURE_UPSTREAM_ENDPOINT: z.string(),
  DEFAULT_AWS_BASE_URL: z.string(),
});

/**
 * Determines where each serving region sends its clients, from what the program declares. A region serves if its
 * service is a backend of the load balancer. The routing rules are the proxy's own (facts/upstream.md §5.3).
 */
export function routesOf(resources: readonly PlannedResource[]): RegionRoutes[] {
  const inputs = <T>(type: string, schema: z.ZodType<T>) =>
    resources.filter((resource) => resource.type === type).map((resource) => schema.parse(resource.inputs));
  const groups = new Set(
    inputs(BACKEND, backend).flatMap(({ backends }) => backends.map(({ group }) => group)),
  );
  const serving = inputs(ENDPOINTS, endpoints).filter(({ project, region, name }) =>
    groups.has(`projects/${project}/regions/${region}/networkEndpointGroups/${name}`),
  );
  const served = new Set(serving.map(({ region, cloudRun }) => `${region}/${cloudRun.service}`));
  return inputs(SERVICE, service)
    .filter(({ location, name }) => served.has(`${location}/${name}`))
    .map(({ location, name, template }) => routes(location, name, template.containers[0].envs))
    .sort((a, b) => (a.region < b.region ? -1 : 1));
}

function routes(
  region: string,
  name: string,
  envs: readonly { readonly name: string; readonly value: string }[],
): RegionRoutes {
  const env = environment.parse(Object.fromEntries(envs.map((each) => [each.name, each.value])));
  const upstream = `${env.UPSTREAM_REGISTRY_ENDPOINT}/v2/${env.UPSTREAM_REGISTRY_PATH}`;
  const aws = Object.entries(MIRROR_BY_CLIENT).map(([client, mirror]) => [
    client,
    { mirror: mirrorAddress(mirror), upstream },
  ]);
  return {
    region,
    service: name,
    manifests: upstream,
    signatures: `${env.SIGNATURE_UPSTREAM_ENDPOINT}/v2/${env.UPSTREAM_REGISTRY_PATH}`,
    blobs: {
      gcp: { upstream },
      aws: Object.fromEntries(aws) as RegionRoutes["blobs"]["aws"],
      other: { mirror: env.DEFAULT_AWS_BASE_URL, upstream },
    },
  };
}
