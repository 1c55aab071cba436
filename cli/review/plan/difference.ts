import type { ExpectedChanges } from "../../../engine/gate/expectedChanges.ts";
import type { DataFiles } from "../../../inventory/sources.ts";
import { PROJECT } from "../../../boot/root.ts";
import { stackConfig } from "./stackConfig.ts";
import { evaluate } from "./evaluate.ts";
import { formersOf } from "./formers.ts";
import type { PlannedResource } from "./monitor.ts";

/**
 * Determines what a change of the data changes in a stack, by evaluating the current program with both. Throws a
 * `UserError` for data that the program rejects.
 */
export async function differenceBetween(
  stack: string,
  base: DataFiles,
  head: DataFiles,
): Promise<Omit<ExpectedChanges, "programChanged">> {
  return differenceOf(await planOver(stack, base), await planOver(stack, head));
}

/** The same for two plans. A renamed resource counts as updated: an alias identifies it. */
export function differenceOf(
  before: readonly PlannedResource[],
  after: readonly PlannedResource[],
): Omit<ExpectedChanges, "programChanged"> {
  const formers = formersOf(before, after);
  const staying = new Set([...formers.values()].map(({ urn }) => urn));
  const changed = after.filter((resource) => {
    const former = formers.get(resource.urn);
    return former !== undefined && shapeOf(former) !== shapeOf(resource);
  });
  return {
    created: new Set(after.filter(({ urn }) => !formers.has(urn)).map(({ urn }) => urn)),
    updated: new Set(changed.map(({ urn }) => urn)),
    dropped: new Set(before.filter(({ urn }) => !staying.has(urn)).map(({ urn }) => urn)),
  };
}

function planOver(stack: string, files: DataFiles): Promise<readonly PlannedResource[]> {
  const data = Object.fromEntries(
    Object.entries(files).map(([key, path]) => [`${PROJECT}:${key}`, String(path)]),
  );
  return evaluate(stack, { ...stackConfig(stack), ...data });
}

/** Everything whose change an engine would act on. */
function shapeOf({ inputs, protect, retainOnDelete, aliases }: PlannedResource): string {
  return JSON.stringify([inputs, protect, retainOnDelete, aliases]);
}
