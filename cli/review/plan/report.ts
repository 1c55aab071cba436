import { kindOf } from "../../../boot/urn.ts";
import { counted } from "../../../terminal/wording.ts";
import type { PlannedResource } from "./monitor.ts";

/** What `infra plan --json` prints. */
export interface PlanReport {
  readonly stack: string;
  /** Sorted by URN, since the order of registration varies between runs. */
  readonly resources: readonly PlannedResource[];
  readonly summary: {
    /** The number of resources by type token. */
    readonly byType: Readonly<Record<string, number>>;
  };
}

/** Builds the JSON report of a plan. */
export function planReport(stack: string, resources: readonly PlannedResource[]): PlanReport {
  const byType = new Map<string, number>();
  for (const { type } of resources) byType.set(type, (byType.get(type) ?? 0) + 1);
  const sorted = resources.toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
  return { stack, resources: sorted, summary: { byType: Object.fromEntries([...byType].sort()) } };
}

/** From this many on, resources of one kind below one parent are shown as a count. */
const FOLDED = 6;

/**
 * Formats a plan as a tree for people: each component with its resources, and the counts by type at the end.
 * `[protected]` marks what Pulumi refuses to delete.
 */
export function planTree({ stack, resources, summary }: PlanReport): string {
  const root = resources.find(({ parent }) => parent === "");
  const children = groupedBy(resources, "parent");
  const components = (children.get(root?.urn ?? "") ?? []).filter(({ type }) => !type.startsWith("pulumi:"));
  const lines = components.flatMap((component) => [
    `${kindOf(component.type)} ${component.name}`,
    ...branches(component.name, children.get(component.urn) ?? []),
  ]);
  const counts = Object.entries(summary.byType).map(
    ([type, count]) => `  ${count.toLocaleString("en").padStart(6)} ${type}`,
  );
  return [...lines, `${stack}: ${counted(resources.length, "resource")}`, ...counts].join("\n");
}

function branches(component: string, resources: readonly PlannedResource[]): string[] {
  return [...groupedBy(resources, "type")].flatMap(([type, ofType]) => {
    if (ofType.length >= FOLDED) return [`  ${counted(ofType.length, kindOf(type))}`];
    return ofType.map(
      ({ name, protect }) => `  ${kindOf(type)} ${within(component, name)}${protect ? " [protected]" : ""}`,
    );
  });
}

/** Groups resources by a key, in order of first appearance. */
function groupedBy(
  resources: readonly PlannedResource[],
  key: "parent" | "type",
): Map<string, PlannedResource[]> {
  const groups = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const group = groups.get(resource[key]);
    if (group === undefined) groups.set(resource[key], [resource]);
    else group.push(resource);
  }
  return groups;
}

/** Returns the name relative to its component. */
function within(component: string, name: string): string {
  return name.startsWith(`${component}/`) ? name.slice(component.length + 1) : name;
}
