import { counted } from "../../terminal/wording.ts";
import type { OperationResult } from "../operation/operation.ts";
import type { RunContext } from "../pulumi/runContext.ts";
import { ownerOf } from "../../boot/urn.ts";
import type { Change, ChangedResource, OperationSummary } from "../operation/summary.ts";

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

/** Summarizes a run for people: its stack, what changed, how long it took. One paragraph without blank lines. */
export function summarize({
  run,
  preview,
  operations,
  previewOnly,
}: {
  run: Pick<RunContext, "stack" | "clouds">;
  preview: OperationSummary;
  operations: Readonly<Record<string, OperationResult>>;
  /** True when nothing was applied. */
  previewOnly: boolean;
}): string {
  const { changed, unchanged } = preview;
  const kept = changed.filter(
    ({ change }) => change !== "create" && change !== "delete" && change !== "forget",
  ).length;
  const created = changed.filter(({ change }) => change === "create").length;
  const resources = unchanged + kept + created;
  const projects = preview.count("StagingProject");
  const about = projects > 0 ? `${counted(projects, "staging project")}, ` : "";
  const where = run.clouds === "real" ? "the real clouds" : "localcloud";
  const head = `${run.stack} on ${where}: ${about}${counted(resources, "resource")}`;
  return [head, ...changeLines(changed, previewOnly ? TO_DO : DONE), `  ${cost(operations)}`].join("\n");
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
