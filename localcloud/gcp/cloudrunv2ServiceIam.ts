import { string } from "../provider/shapes.ts";
import { notFound } from "./apiError.ts";
import { fullService } from "./cloudrunv2Service.ts";
import { iamTypes } from "./iam/iamTypes.ts";
import type { IamTarget } from "./iam/target.ts";
import { runServiceName } from "./names.ts";
import { requireService } from "./projects.ts";

const lastPart = (name: unknown): string | undefined => String(name).split("/").at(-1);

const target: IamTarget = {
  holder: "service",
  title: "cloudrunv2 service",
  fields: {
    // The plugin compares only the last part (CompareSelfLinkOrResourceName), so short and full names are equal.
    name: string("required", "replaces", { same: (a, b) => lastPart(a) === lastPart(b) }),
    location: string("replaces", "computed"),
    project: string("replaces", "computed"),
  },

  object(inputs, cloud) {
    const service = fullService(String(inputs.name), cloud, inputs);
    if (service === undefined) return undefined;
    const [, project, , location] = service.split("/");
    return { id: service, cloudName: runServiceName(service), outputs: { project, location, name: service } };
  },

  parse: (id) => ({ name: id }),
  exists: (object, cloud) => cloud.store.read(object.cloudName) !== undefined,

  refuse(object, _members, cloud, action) {
    requireService(cloud, String(object.outputs.project), "run.googleapis.com", action);
    if (!target.exists(object, cloud)) throw notFound(action, `Resource '${object.id}' was not found.`);
  },
};

export const cloudrunv2ServiceIam = iamTypes("cloudrunv2", "ServiceIam", target);
