import { counted } from "../../terminal/wording.ts";
import type { OperationResult } from "../operation/operation.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { ownerOf } from "../../boot/urn.ts";
import type { Change, ChangedResource } from "../operation/summary.ts";
import type { StateFacts } from "../state/stateFile.ts";
import type { Scope } from "./scope.ts";

/** Up to this many changes are listed individually; more are listed by project. */
const LISTED = 20;

const SYMBOLS: Readonly<Record<Change, string>> = {
  create: "+",
  import: "=",
  update: "~",
  replace: "±",
  forget: "-",
  delete: "-",
};

const DONE: Readonly<Record<Change, string>> = {
  create: "created",
  import: "adopted",
  update: "updated",
  replace: "replaced",
  forget: "forgotten, kept in the cloud",
  delete: "deleted",
};

const TO_DO: Readonly<Record<Change, string>> = {
  create: "to create",
  import: "to adopt",
  update: "to update",
  replace: "to replace",
  forget: "to forget, kept in the cloud",
  delete: "to delete",
};

/** A run as its summary describes it. */
export interface RunSummary {
  readonly run: Pick<RunContext, "stack" | "clouds">;
  /** The state before the run; undefined before the first. */
  readonly state: Pick<StateFacts, "resources" | "projects"> | undefined;
  readonly scope: Scope;
  readonly changed: readonly ChangedResource[];
  readonly operations: Readonly<Record<string, OperationResult>>;
  /** True when nothing was applied. */
  readonly previewOnly: boolean;
}

/** Summarizes a run for people: its stack, what changed, what it looked at, how long it took. No blank lines. */
export function summarize({ run, state, scope, changed, operations, previewOnly }: RunSummary): string {
  const projects = counts(
    state?.projects ?? 0,
    changed.filter(({ kind }) => kind === "StagingProject"),
  );
  const resources = counts(state?.resources ?? 0, changed);
  const about = projects > 0 ? `${counted(projects, "staging project")}, ` : "";
  const where = run.clouds === "real" ? "the real clouds" : "localcloud";
  const head = `${run.stack} on ${where}: ${about}${counted(resources, "resource")}`;
  const times = cost(operations);
  return [
    head,
    ...changeLines(changed, previewOnly ? TO_DO : DONE),
    `  ${looked(scope, resources)}`,
    ...(times === "" ? [] : [`  ${times}`]),
  ].join("\n");
}

/** How many resources there are after changes. */
function counts(before: number, changed: readonly ChangedResource[]): number {
  const made = changed.filter(({ change }) => change === "create" || change === "import").length;
  const gone = changed.filter(({ change }) => change === "delete" || change === "forget").length;
  return before + made - gone;
}

/** What the run looked at, and why. */
function looked(scope: Scope, resources: number): string {
  switch (scope.of) {
    case "nothing":
      return `looked at nothing: ${scope.why} (--full looks at everything)`;
    case "part": {
      const some = scope.difference.registered.size.toLocaleString("en");
      return `looked at ${some} of ${counted(resources, "resource")}, those of the change of the data (--full looks at all)`;
    }
    case "everything":
      return `looked at everything: ${scope.why}`;
  }
}

/** Describes changes: the counts by kind, then the resources, or the projects if there are many. */
export function changeLines(changed: readonly ChangedResource[], words = DONE): string[] {
  if (changed.length === 0) return ["  no changes"];
  const counts = Object.entries(words).flatMap(([change, word]) => {
    const number = changed.filter((resource) => resource.change === change).length;
    return number > 0 ? [`${number.toLocaleString("en")} ${word}`] : [];
  });
  const tally = `  ${counts.join(", ")}`;
  if (changed.length <= LISTED) return [tally, ...changed.map(resourceLine)];
  return [tally, ...projectLines(changed)];
}

function resourceLine({ change, kind, name, properties }: ChangedResource): string {
  const which = properties.length > 0 ? `: ${properties.join(", ")}` : "";
  return `    ${SYMBOLS[change]} ${kind} ${name}${which}`;
}

function projectLines(changed: readonly ChangedResource[]): string[] {
  const byProject = new Map<string, number>();
  for (const { name, type } of changed) {
    // The stack resource, the localcloud marker and the providers belong to no project.
    if (type.startsWith("pulumi:") || type === "k8s:registry:LocalcloudMarker") continue;
    const project = ownerOf(name);
    byProject.set(project, (byProject.get(project) ?? 0) + 1);
  }
  if (byProject.size > LISTED) return [];
  return [...byProject].sort().map(([project, number]) => `    ${project}: ${counted(number, "resource")}`);
}

function cost(operations: Readonly<Record<string, OperationResult>>): string {
  const times = Object.entries(operations).map(([name, { duration }]) => `${name} ${duration.toFixed(1)} s`);
  const peaks = Object.values(operations).flatMap(({ peakMemory }) => peakMemory ?? []);
  const memory = peaks.length > 0 ? [`peak memory ${Math.round(Math.max(...peaks) / 1024 / 1024)} MiB`] : [];
  return [...times, ...memory].join(", ");
}
