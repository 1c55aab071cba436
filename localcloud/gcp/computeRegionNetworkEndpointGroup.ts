import type { CheckFailure } from "../provider/resourceType.ts";
import { object, string } from "../provider/shapes.ts";
import { isUnknown } from "../provider/unknown.ts";
import { computeType, globalUsers, nameField } from "./compute.ts";
import { namedType } from "./namedType.ts";
import { runServiceName } from "./names.ts";

interface CloudRun {
  readonly service?: string;
  readonly urlMask?: string;
}

/** gcp.compute.RegionNetworkEndpointGroup, only serverless ones for Cloud Run. */
export const computeRegionNetworkEndpointGroup = namedType({
  ...computeType,
  token: "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
  name: "projects/{project}/regions/{region}/networkEndpointGroups/{name}",
  fields: {
    name: nameField,
    region: string("required", "replaces"),
    description: string("replaces"),
    networkEndpointType: string("replaces", { default: "SERVERLESS", oneOf: ["SERVERLESS"] }),
    cloudRun: object("replaces", { service: string(), tag: string(), urlMask: string() }),
  },

  /** gcp-provider.md */
  check({ cloudRun }) {
    if (cloudRun === undefined || isUnknown(cloudRun)) return [];
    const { service, urlMask } = cloudRun as CloudRun;
    const reason = '"cloud_run": one of `cloud_run.0.service,cloud_run.0.url_mask` must be specified';
    return service === undefined && urlMask === undefined
      ? [{ property: "cloudRun", reason } satisfies CheckFailure]
      : [];
  },

  /** https://cloud.google.com/load-balancing/docs/negs/serverless-neg-concepts: same project, same region. */
  fault(inputs, cloud, path) {
    const { service, urlMask } = (inputs.cloudRun ?? {}) as CloudRun;
    if (service === undefined && urlMask === undefined) {
      return "Invalid value for field 'resource': serverless deployment must be specified";
    }
    if (service === undefined) return undefined;
    const [, project, , region] = path.split("/");
    const run = `projects/${String(project)}/locations/${String(region)}/services/${service}`;
    return cloud.store.read(runServiceName(run)) === undefined
      ? `The Cloud Run service '${run}' was not found`
      : undefined;
  },

  users: globalUsers("backendServices"),
});
