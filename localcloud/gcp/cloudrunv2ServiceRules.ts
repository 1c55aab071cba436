import type { Values } from "../provider/resourceType.ts";

/** https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/create, serviceId: fewer than 50 characters. */
const namePattern = /^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$/;

/** https://cloud.google.com/run/docs/configuring/services/environment-variables#reserved */
const reserved = ["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"];

/** https://cloud.google.com/run/docs/about-concurrency: "up to a maximum of 1000". */
const mostConcurrent = 1000;

/** https://cloud.google.com/run/docs/configuring/services/cpu: fractions below 1, or one of these. */
const processors = ["1", "2", "4", "6", "8", "1000m", "2000m", "4000m", "6000m", "8000m"];

interface Probe {
  readonly periodSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly initialDelaySeconds?: number;
}

interface Container {
  readonly image: string;
  readonly envs?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueSource?: unknown;
  }[];
  readonly ports?: unknown;
  readonly resources?: { readonly limits?: Readonly<Record<string, string>> };
  readonly startupProbe?: Probe;
}

interface Template {
  readonly containers?: readonly Container[];
  readonly maxInstanceRequestConcurrency?: number;
  readonly scaling?: { readonly minInstanceCount?: number; readonly maxInstanceCount?: number };
  readonly timeout?: string;
}

/** Cloud Run's error for these inputs; undefined when it would accept them. */
export function serviceFault(inputs: Values): string | undefined {
  const template = inputs.template as Template;
  const { containers = [] } = template;
  if (!namePattern.test(String(inputs.name))) {
    return `service.name: must match ${namePattern.source}, got ${JSON.stringify(inputs.name)}`;
  }
  if (containers.length === 0) return "template.containers: at least one container is required";
  if (containers.filter(({ ports }) => ports !== undefined).length > 1) {
    return "template.containers: only one container may have a port";
  }
  return (
    containers.map(containerFault).find((fault) => fault !== undefined) ??
    templateFault(template) ??
    trafficFault(inputs.traffics as readonly { percent?: number }[] | undefined)
  );
}

function containerFault({ image, envs = [], resources, startupProbe }: Container): string | undefined {
  const names = envs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const both = envs.find(({ value, valueSource }) => value !== undefined && valueSource !== undefined);
  const taken = names.find((name) => reserved.includes(name));
  if (taken !== undefined) return `The following reserved env names were provided: ${taken}.`;
  if (twice !== undefined) return `template.containers[0].env: ${twice} is set twice`;
  if (both !== undefined) return `template.containers[0].env: ${both.name} has a value and a source`;
  if (!/^[^\s@]+(@sha256:[0-9a-f]{64})?$/.test(image))
    return `Expected an image path like [host/]repo-path[:tag and/or @digest], got ${image}`;
  const { cpu, memory, ...others } = resources?.limits ?? {};
  const [other] = Object.keys(others);
  if (other !== undefined) return `template.containers[0].resources.limits: unknown resource ${other}`;
  if (cpu !== undefined && !processors.includes(cpu) && !/^(0\.\d+|[1-9]\d{1,2}m)$/.test(cpu)) {
    return `Invalid value specified for cpu. Must be less than 1 or one of 1, 2, 4, 6, 8: ${cpu}`;
  }
  if (memory !== undefined && !/^\d+(\.\d+)?(Ki|Mi|Gi|k|M|G)$/.test(memory)) {
    return `Invalid value specified for memory: ${memory}`;
  }
  return startupProbe && probeFault(startupProbe);
}

/** The bounds in the SDK's documentation. A timeout as long as the period is Cloud Run's own default. */
function probeFault({
  periodSeconds = 240,
  timeoutSeconds = 240,
  initialDelaySeconds = 0,
}: Probe): string | undefined {
  if (initialDelaySeconds < 0 || initialDelaySeconds > 240)
    return "startup_probe.initial_delay_seconds: must be 0 to 240";
  if (periodSeconds < 1 || periodSeconds > 240) return "startup_probe.period_seconds: must be 1 to 240";
  if (timeoutSeconds < 1 || timeoutSeconds > periodSeconds) {
    return "startup_probe.timeout_seconds: must be at least 1 and not above period_seconds";
  }
  return undefined;
}

function templateFault({
  maxInstanceRequestConcurrency = 80,
  scaling = {},
  timeout,
}: Template): string | undefined {
  if (maxInstanceRequestConcurrency < 1 || maxInstanceRequestConcurrency > mostConcurrent) {
    return `template.max_instance_request_concurrency: must be 1 to ${mostConcurrent}, got ${maxInstanceRequestConcurrency}`;
  }
  const { minInstanceCount = 0, maxInstanceCount = 100 } = scaling;
  if (minInstanceCount > maxInstanceCount) {
    return "template.scaling: min_instance_count must not be above max_instance_count";
  }
  // https://cloud.google.com/run/docs/configuring/request-timeout: up to 60 minutes.
  if (timeout !== undefined && Number(timeout.slice(0, -1)) > 3600) return "template.timeout: at most 3600s";
  return undefined;
}

function trafficFault(traffics: readonly { readonly percent?: number }[] | undefined): string | undefined {
  if (traffics === undefined || traffics.length === 0) return undefined;
  const sum = traffics.reduce((total, { percent = 0 }) => total + percent, 0);
  return sum === 100 ? undefined : `traffic: percentages must add up to 100, they are ${sum}`;
}
