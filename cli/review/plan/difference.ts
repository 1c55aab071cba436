import type { StackDifference } from "../../../engine/gate/expectedChanges.ts";
import type { Change } from "../../../inventory/changes/change.ts";
import { affectedPart } from "../../../inventory/part/affected.ts";
import { isEmpty, selectBoth, type Part } from "../../../inventory/part/part.ts";
import { formersOf } from "./formers.ts";
import type { PlannedResource } from "./monitor.ts";
import { closedPart } from "./closedPart.ts";
import { evaluateData } from "./evaluateStack.ts";
import { settingsOf, stackConfig } from "./stackConfig.ts";

/**
 * Determines what a change of the data changes in a stack, by evaluating the current program with both sides of it: only
 * the part that the change touches. Throws a `UserError` for data that the program rejects.
 */
export async function differenceBetween(stack: string, change: Change): Promise<StackDifference> {
  const config = stackConfig(stack);
  const part = partOf(stack, change);
  const { base, head } = selectBoth(change, part);
  const after = await evaluateData(stack, config, head);
  const before = await evaluateData(stack, config, base);
  return {
    ...differenceOf(before, after),
    registered: new Set(after.map(({ urn }) => urn)),
    part,
  };
}

/** Returns what the program must register for a change of the data; undefined for everything. */
export function partOf(stack: string, change: Change): Part | undefined {
  const part = affectedPart(change);
  if (part === undefined) return undefined;
  // The staging stack has all projects and groups; the prod stack has the production registries.
  if (stack !== "staging") return { ...part, projects: [], groups: [] };
  const own = { ...part, registries: [] };
  return isEmpty(own) ? own : closedPart(own, change, settingsOf("staging"));
}

/** Compares two plans. A renamed resource counts as updated: an alias identifies it. */
export function differenceOf(
  before: readonly PlannedResource[],
  after: readonly PlannedResource[],
): Omit<StackDifference, "part" | "registered"> {
  const formers = formersOf(before, after);
  const staying = new Set([...formers.values()].map(({ urn }) => urn));
  const differing = (shape: (resource: PlannedResource) => string) =>
    new Set(
      after.flatMap((resource) => {
        const former = formers.get(resource.urn);
        return former !== undefined && shape(former) !== shape(resource) ? [resource.urn] : [];
      }),
    );
  const dropped = before.filter(({ urn }) => !staying.has(urn));
  return {
    created: new Set(after.filter(({ urn }) => !formers.has(urn)).map(({ urn }) => urn)),
    updated: differing(shapeOf),
    rewired: differing(({ dependsOn }) => JSON.stringify(dependsOn)),
    dropped: new Set(dropped.map(({ urn }) => urn)),
    lost: new Set(dropped.filter(({ protect }) => protect).map(({ urn }) => urn)),
  };
}

/** Everything whose change an engine would act on. */
function shapeOf({ inputs, protect, retainOnDelete, aliases }: PlannedResource): string {
  return JSON.stringify([inputs, protect, retainOnDelete, aliases]);
}
