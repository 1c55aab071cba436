import { readFileSync } from "node:fs";
import { blobMirrorName } from "../components/blob-mirror/describe.ts";
import type { Data } from "../inventory/data.ts";
import { select, type Part, type RegisteredPart } from "../inventory/part/part.ts";

/**
 * Composes a stack from the part of the data that the runner names, with the last run's outputs about everything else,
 * so that the stack's outputs stay complete. Composes it from all data where it names none.
 *
 * @param file a JSON file of the runner; undefined without a runner
 */
export function composePart<Composed extends object>(
  file: string | undefined,
  data: Data,
  compose: (data: Data) => Composed,
): Composed {
  const { part, outputs = {} } =
    file === undefined ? {} : (JSON.parse(readFileSync(file, "utf8")) as Partial<RegisteredPart>);
  if (part === undefined) return compose(data);
  const composed = compose(select(data, part));
  return Object.fromEntries(
    Object.entries(composed).map(([name, own]: [string, object]) => [
      name,
      { ...kept(name, outputs, part, data), ...own },
    ]),
  ) as Composed;
}

/** The outputs about what the data still has and the part does not. */
function kept(
  name: string,
  outputs: RegisteredPart["outputs"],
  part: Part,
  { inventory, registry }: Data,
): object {
  const elsewhere: Readonly<Record<string, readonly string[]>> = {
    stagingProjects: inventory.stagingProjects
      .map(({ id }) => id)
      .filter((id) => !part.projects.includes(id)),
    registries: registry.production.registries
      .map(({ project }) => project)
      .filter((project) => !part.registries.includes(project)),
    proxies: part.proxy ? [] : Object.values(registry.proxy.stacks).map(({ domain }) => domain),
    mirrors: part.mirrors ? [] : Object.values(registry.mirrors).map(blobMirrorName),
  };
  const keys = new Set(elsewhere[name]);
  return Object.fromEntries(Object.entries(outputs[name] ?? {}).filter(([key]) => keys.has(key)));
}
