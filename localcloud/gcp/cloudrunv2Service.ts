import type { CheckFailure, ResourceType, Values } from "../provider/resourceType.ts";
import { isUnknown } from "../provider/unknown.ts";
import { asStored, type Properties } from "../store/objectFile.ts";
import { alreadyExists, badRequest, forbidden, notFound } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { serviceFields } from "./cloudrunv2ServiceFields.ts";
import { serviceFault } from "./cloudrunv2ServiceRules.ts";
import { memberFault } from "./iam/members.ts";
import { labelOutputs, labelState, plannedLabels, storedLabels, type Before } from "./labels.ts";
import { runLocations } from "./locations.ts";
import { runServiceName } from "./names.ts";
import { projectOf, requireService } from "./projects.ts";

/**
 * gcp.cloudrunv2.Service: id `projects/<p>/locations/<l>/services/<name>`, also imported by `<p>/<l>/<name>` and, with
 * the provider's project, `<l>/<name>`.
 */
export const cloudrunv2Service: ResourceType<GoogleCloud> = {
  token: "gcp:cloudrunv2/service:Service",
  fields: serviceFields,
  computed: [
    "uid",
    "generation",
    "createTime",
    "updateTime",
    "uri",
    "urls",
    "latestReadyRevision",
    "effectiveLabels",
  ],

  /** gcp-provider.md: `60s` passes, `60` and `1m` do not. */
  check({ template }) {
    const failures: CheckFailure[] = [];
    const timeout = isUnknown(template) ? undefined : (template as { timeout?: string } | undefined)?.timeout;
    if (timeout !== undefined && !isUnknown(timeout) && !/^[0-9]+(?:\.[0-9]{1,9})?s$/.test(timeout)) {
      const reason = `"template.0.timeout" ("${timeout}") doesn't match regexp "^[0-9]+(?:\\.[0-9]{1,9})?s$"`;
      failures.push({ property: "template.timeout", reason });
    }
    return failures;
  },

  planned: plannedLabels,

  create(inputs, cloud) {
    const project = projectOf(inputs, cloud);
    const [location, name] = [String(inputs.location), String(inputs.name)];
    const id = `projects/${project}/locations/${location}/services/${name}`;
    const action = `creating Service ${id}`;
    requireService(cloud, project, "run.googleapis.com", action);
    if (!runLocations.has(location)) {
      throw forbidden(action, `Permission denied on 'locations/${location}' (or it may not exist).`);
    }
    refuse(inputs, cloud, action);
    const createTime = new Date().toISOString();
    const properties = {
      ...cloudProperties(inputs, cloud, action),
      ...{ project, location, name, createTime, updateTime: createTime, generation: "1" },
    };
    cloud.store.create(runServiceName(id), properties, () =>
      alreadyExists(action, `Resource '${name}' already exists.`),
    );
    return { id, outputs: outputs(properties, labelState(inputs, cloud)) };
  },

  read(id, state, cloud) {
    const full = fullService(id, cloud);
    const found = full === undefined ? undefined : cloud.store.read(runServiceName(full));
    return found && { id: String(full), outputs: outputs(found, state) };
  },

  update(id, state, inputs, cloud) {
    const action = `updating Service ${id}`;
    refuse(inputs, cloud, action);
    const changed = cloud.store.modify(runServiceName(id), (current) => {
      if (current === undefined) throw notFound(action, `Resource '${String(inputs.name)}' was not found.`);
      const { project, location, name, createTime, generation } = current;
      return {
        ...cloudProperties(inputs, cloud, action, { current, state }),
        ...{ project, location, name, createTime, updateTime: new Date().toISOString() },
        generation: String(Number(generation) + 1),
      };
    });
    return outputs(changed, labelState(inputs, cloud));
  },

  delete(id, state, cloud) {
    if (state.deletionProtection !== false) {
      // terraform-provider-google, resource_cloud_run_v2_service.go
      throw new Error(
        "cannot destroy service without setting deletion_protection=false and running `terraform apply`",
      );
    }
    cloud.store.remove(runServiceName(id));
  },
};

/**
 * Expands any form of a service's name in the SDK's documentation to the full name; undefined when a part is missing.
 */
export function fullService(name: string, cloud: GoogleCloud, defaults: Values = {}): string | undefined {
  const parts = name.split("/");
  const [service, location, project] =
    parts.length === 6 ? [parts[5], parts[3], parts[1]] : [...parts].reverse();
  const inProject = project ?? defaults.project ?? cloud.project;
  const inLocation = location ?? defaults.location ?? cloud.region;
  if (!service || !inLocation || !inProject) return undefined;
  return `projects/${String(inProject)}/locations/${String(inLocation)}/services/${service}`;
}

function refuse(inputs: Values, cloud: GoogleCloud, action: string): void {
  const fault = serviceFault(inputs);
  if (fault !== undefined) throw badRequest(action, fault);
  const account = (inputs.template as { serviceAccount?: string }).serviceAccount;
  if (
    account !== undefined &&
    memberFault(cloud, `serviceAccount:${account}`, "serviceAccount") !== undefined
  ) {
    throw notFound(action, `Service account ${account} was not found.`);
  }
}

function cloudProperties(inputs: Values, cloud: GoogleCloud, action: string, before?: Before): Properties {
  const { description, annotations, ingress, defaultUriDisabled, invokerIamDisabled } = inputs;
  return asStored({
    ...{ description, annotations, defaultUriDisabled, invokerIamDisabled },
    ...{ template: inputs.template, traffics: inputs.traffics },
    ingress: ingress ?? "INGRESS_TRAFFIC_ALL",
    // "On read, describes whether the resource uses preview features", and no feature that is modelled is one:
    // https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services, launchStage
    launchStage: "GA",
    labels: storedLabels(action, inputs, cloud, before),
  });
}

function outputs(stored: Properties, state: Values): Values {
  const { name, location, project, generation, defaultUriDisabled } = stored;
  const uri = defaultUriDisabled === true ? "" : `https://${String(name)}.${String(location)}.run.app`;
  return {
    ...stored,
    ...labelOutputs(stored.labels as Record<string, string>, state),
    uid: `${String(project)}-${String(name)}`,
    uri,
    urls: uri === "" ? [] : [uri],
    latestReadyRevision: `projects/${String(project)}/locations/${String(location)}/services/${String(name)}/revisions/${String(name)}-${String(generation).padStart(5, "0")}`,
  };
}
