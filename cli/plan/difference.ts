import type { ExpectedChanges } from "../../engine/gate/follows.ts";
import type { DataFiles } from "../../inventory/data.ts";
import { PROJECT } from "../../inventory/root.ts";
import { stackConfig } from "../stackConfig.ts";
import { evaluate } from "./evaluate.ts";
import type { PlannedResource } from "./monitor.ts";

/**
 * What a change of the data makes of a stack, by evaluating the program, as it is, over both. Throws a `UserError` for
 * data that the program does not take.
 */
export async function differenceBetween(
  stack: string,
  base: DataFiles,
  head: DataFiles,
): Promise<Omit<ExpectedChanges, "programChanged">> {
  const before = await planOver(stack, base);
  const after = await planOver(stack, head);
  const formerly = new Map(before.map((resource) => [resource.urn, shapeOf(resource)]));
  const now = new Set(after.map(({ urn }) => urn));
  const changed = after.filter((resource) => formerly.get(resource.urn) !== shapeOf(resource));
  return {
    created: new Set(changed.filter(({ urn }) => !formerly.has(urn)).map(({ urn }) => urn)),
    updated: new Set(changed.filter(({ urn }) => formerly.has(urn)).map(({ urn }) => urn)),
    dropped: new Set([...formerly.keys()].filter((urn) => !now.has(urn))),
  };
}

function planOver(stack: string, files: DataFiles): Promise<readonly PlannedResource[]> {
  const data = Object.fromEntries(
    Object.entries(files).map(([key, path]) => [`${PROJECT}:${key}`, String(path)]),
  );
  return evaluate(stack, { ...stackConfig(stack), ...data });
}

/** Everything that an engine would act on when it changes. */
function shapeOf({ inputs, protect, retainOnDelete, aliases }: PlannedResource): string {
  return JSON.stringify([inputs, protect, retainOnDelete, aliases]);
}
