/**
 * Evaluates a program once, in this process and without an engine, and prints the cost as JSON: either our program over
 * data files, or the same resources registered one by one without components, dependencies and data.
 *
 *   node --import tsx test/bench/evaluate.ts ours <infra file> <groups folder>
 *   node --import tsx test/bench/evaluate.ts flat <output of `infra plan --json`>
 */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import * as aws from "@pulumi/aws";
import * as gcp from "@pulumi/gcp";
import * as googleworkspace from "@pulumi/googleworkspace";
import * as pulumi from "@pulumi/pulumi";
import { PlanMonitor, type PlannedResource } from "../../cli/review/plan/monitor.ts";
import type { PlanReport } from "../../cli/review/plan/report.ts";
import { quickenSdk } from "../../boot/quickSdk.ts";
import { PROJECT } from "../../boot/root.ts";
import program from "../../stacks/index.ts";
import { configOver } from "../support/settings.ts";

/** The cost of one evaluation. */
export interface Evaluation {
  readonly resources: number;
  /**
   * CPU time in seconds from the program's first line to the last registration, excluding module loading. Includes the
   * threads that compile and collect garbage.
   */
  readonly cpu: number;
  /** The same in wall-clock time, in seconds. */
  readonly wall: number;
  /** The peak memory of the process, in bytes. */
  readonly memory: number;
}

type ResourceClass = new (name: string, inputs: object, options: pulumi.CustomResourceOptions) => unknown;

const packages: Readonly<Record<string, unknown>> = { aws, gcp, googleworkspace };
const providers = new Map<string, pulumi.ProviderResource>();
const [kind, ...files] = process.argv.slice(2);
const [infraFile = "", groupsFolder = ""] = files;
const monitor = new PlanMonitor();
pulumi.runtime.setAllConfig(kind === "ours" ? configOver(infraFile, groupsFolder) : {});
pulumi.runtime.setMockOptions(monitor, PROJECT, "staging", true);
// As in `plan`, and for both programs alike.
quickenSdk();

const planned = kind === "flat" ? readPlan(infraFile) : [];
const [clock, started] = [performance.now(), process.cpuUsage()];
await pulumi.runtime.runInPulumiStack(() => {
  if (kind === "ours") return Promise.resolve(program());
  planned.forEach(register);
  return Promise.resolve();
});
await pulumi.runtime.disconnect();
const { user, system } = process.cpuUsage(started);
const evaluation: Evaluation = {
  resources: monitor.planned.length,
  cpu: (user + system) / 1e6,
  wall: (performance.now() - clock) / 1000,
  memory: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(JSON.stringify(evaluation));

function readPlan(file: string): PlannedResource[] {
  const { resources } = JSON.parse(readFileSync(file, "utf8")) as PlanReport;
  const isProvider = ({ type }: PlannedResource) => Number(type.startsWith("pulumi:providers:"));
  return resources
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .sort((a, b) => isProvider(b) - isProvider(a));
}

/**
 * Registers a resource as an unstructured program would: with the providers' own classes, whose outputs account for
 * most of the cost of an evaluation. Components are registered like any other resource, so both programs register
 * equally many.
 */
function register({ type, name, inputs, protect, retainOnDelete }: PlannedResource): void {
  const options = { protect, retainOnDelete };
  if (type.startsWith("pulumi:providers:")) {
    const packageName = type.split(":")[2]!;
    providers.set(
      packageName,
      new (classOf(packageName, "Provider"))(name, inputs, {}) as pulumi.ProviderResource,
    );
  } else if (type.startsWith("k8s:")) new pulumi.ComponentResource(type, name, {}, options);
  else {
    const [packageName = "", module = "", className = ""] = type.split(":");
    const provider = providers.get(packageName);
    const path = module.startsWith("index/") ? [className] : [module.split("/")[0]!, className];
    new (classOf(packageName, ...path))(name, inputs, provider ? { ...options, provider } : options);
  }
}

/** Finds `gcp.projects.Service` for `gcp`, `projects` and `Service`. */
function classOf(packageName: string, ...path: readonly string[]): ResourceClass {
  const found = path.reduce<unknown>(
    (inside, key) => (inside as Readonly<Record<string, unknown>> | undefined)?.[key],
    packages[packageName],
  );
  if (typeof found !== "function") throw new Error(`no class ${[packageName, ...path].join(".")}`);
  return found as ResourceClass;
}
