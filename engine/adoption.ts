import { writeFileSync } from "node:fs";
import { LocalClouds, type ImportId } from "../localcloud/clouds.ts";
import type { ChangedResource } from "./tally.ts";

/** By which id, or how, each resource is found in the clouds, by its logical name. */
export type ImportIds = ReadonlyMap<string, ImportId>;

/**
 * Which of the resources that a preview would create exist in the clouds already: import ids by URN. What has none of
 * its own, such as a component, is never among them.
 */
export function existingAlready(
  cloudFolder: string,
  changed: readonly ChangedResource[],
  importIds: ImportIds,
): ReadonlyMap<string, string> {
  const clouds = new LocalClouds(cloudFolder);
  return new Map(
    changed.flatMap(({ urn, type, name, change }): [string, string][] => {
      const id = change === "create" ? importIds.get(name) : undefined;
      const existing = id === undefined ? undefined : clouds.existing(type, id);
      return existing === undefined ? [] : [[urn, existing]];
    }),
  );
}

/** Writes down for the program what it is to adopt (stacks/adopt.ts). */
export function writeAdoptions(file: string, ids: ReadonlyMap<string, string>): void {
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(ids), undefined, 2)}\n`);
}
