import type { Fields } from "../provider/resourceType.ts";

const probe: Fields = {
  failureThreshold: { shape: "number", computed: true },
  initialDelaySeconds: { shape: "number", computed: true },
  periodSeconds: { shape: "number", computed: true },
  timeoutSeconds: { shape: "number", computed: true },
  tcpSocket: { shape: { object: { port: { shape: "number", computed: true } } } },
  httpGet: {
    shape: {
      object: { path: { shape: "string", computed: true }, port: { shape: "number", computed: true } },
    },
  },
};

const container: Fields = {
  image: { shape: "string", required: true },
  name: { shape: "string" },
  args: { shape: { list: "string" } },
  commands: { shape: { list: "string" } },
  envs: {
    shape: {
      set: {
        object: {
          name: { shape: "string", required: true },
          value: { shape: "string" },
          valueSource: { shape: { map: "string" } },
        },
      },
    },
  },
  ports: {
    shape: {
      object: {
        containerPort: { shape: "number", computed: true },
        name: { shape: "string", computed: true },
      },
    },
    computed: true,
  },
  resources: {
    shape: {
      object: {
        limits: { shape: { map: "string" }, computed: true },
        cpuIdle: { shape: "boolean" },
        startupCpuBoost: { shape: "boolean" },
      },
    },
    computed: true,
  },
  startupProbe: { shape: { object: probe }, computed: true },
  livenessProbe: { shape: { object: probe } },
};

/** The inputs of gcp.cloudrunv2.Service that localcloud models; Check rejects all others. */
export const serviceFields: Fields = {
  name: { shape: "string", required: true, replaces: true },
  location: { shape: "string", required: true, replaces: true },
  project: { shape: "string", replaces: true, computed: true },
  description: { shape: "string" },
  labels: { shape: { map: "string" } },
  annotations: { shape: { map: "string" } },
  ingress: {
    shape: "string",
    computed: true,
    oneOf: ["INGRESS_TRAFFIC_ALL", "INGRESS_TRAFFIC_INTERNAL_ONLY", "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"],
  },
  defaultUriDisabled: { shape: "boolean" },
  invokerIamDisabled: { shape: "boolean" },
  launchStage: {
    shape: "string",
    computed: true,
    oneOf: ["UNIMPLEMENTED", "PRELAUNCH", "EARLY_ACCESS", "ALPHA", "BETA", "GA", "DEPRECATED"],
  },
  deletionProtection: { shape: "boolean", default: true, stateOnly: true },
  deletionPolicy: { shape: "string", default: "DELETE", stateOnly: true },
  template: {
    required: true,
    shape: {
      object: {
        containers: { shape: { list: { object: container } } },
        serviceAccount: { shape: "string", computed: true },
        timeout: { shape: "string", computed: true },
        maxInstanceRequestConcurrency: { shape: "number", computed: true },
        executionEnvironment: {
          shape: "string",
          oneOf: ["EXECUTION_ENVIRONMENT_GEN1", "EXECUTION_ENVIRONMENT_GEN2"],
        },
        scaling: {
          shape: { object: { minInstanceCount: { shape: "number" }, maxInstanceCount: { shape: "number" } } },
          computed: true,
        },
      },
    },
  },
  traffics: {
    shape: {
      list: {
        object: {
          type: {
            shape: "string",
            oneOf: ["TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION"],
          },
          percent: { shape: "number", computed: true },
          revision: { shape: "string" },
          tag: { shape: "string" },
        },
      },
    },
    computed: true,
  },
};
