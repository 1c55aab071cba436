import type { Fields } from "../provider/resourceType.ts";
import { boolean, map, number, object, objectSet, objects, string, strings } from "../provider/shapes.ts";

const probe: Fields = {
  failureThreshold: number("computed"),
  initialDelaySeconds: number("computed"),
  periodSeconds: number("computed"),
  timeoutSeconds: number("computed"),
  tcpSocket: object({ port: number("computed") }),
  httpGet: object({ path: string("computed"), port: number("computed") }),
};

const container: Fields = {
  image: string("required"),
  name: string(),
  args: strings(),
  commands: strings(),
  envs: objectSet({ name: string("required"), value: string(), valueSource: map() }),
  ports: object("computed", { containerPort: number("computed"), name: string("computed") }),
  resources: object("computed", { limits: map("computed"), cpuIdle: boolean(), startupCpuBoost: boolean() }),
  startupProbe: object("computed", probe),
  livenessProbe: object(probe),
};

/** The inputs of gcp.cloudrunv2.Service that localcloud models; Check rejects all others. */
export const serviceFields: Fields = {
  name: string("required", "replaces"),
  location: string("required", "replaces"),
  project: string("replaces", "computed"),
  description: string(),
  labels: map(),
  annotations: map(),
  ingress: string("computed", {
    oneOf: ["INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_ONLY", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"],
  }),
  defaultUriDisabled: boolean(),
  invokerIamDisabled: boolean(),
  launchStage: string("computed", {
    oneOf: ["UNIMPLEMENTED", "PRELAUNCH", "EARLY_ACCESS", "ALPHA", "BETA", "GA", "DEPRECATED"],
  }),
  deletionProtection: boolean("stateOnly", { default: true }),
  deletionPolicy: string("stateOnly", { default: "DELETE" }),
  template: object("required", {
    containers: objects(container),
    serviceAccount: string("computed"),
    timeout: string("computed"),
    maxInstanceRequestConcurrency: number("computed"),
    executionEnvironment: string({ oneOf: ["EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"] }),
    scaling: object("computed", { minInstanceCount: number(), maxInstanceCount: number() }),
  }),
  traffics: objects("computed", {
    type: string({
      oneOf: ["TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION"],
    }),
    percent: number("computed"),
    revision: string(),
    tag: string(),
  }),
};
