import { writeFileSync } from "node:fs";
import { LocalClouds } from "../localcloud/clouds.ts";
import type { ChangedResource, Tally } from "./tally.ts";
import type { ImportIds } from "./workspace/workspace.ts";

/** The engine's words for an import of what is not there (pulumi/pulumi pkg/resource/deploy/step.go, ImportStep). */
const DOES_NOT_EXIST = /resource '.*' does not exist/;

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

/** Which of the resources that a preview was to adopt do not exist, by their URNs. */
export function absentAdoptions({ failures }: Tally, adopted: ReadonlyMap<string, string>): string[] {
  const absent = failures.filter(({ urn, message }) => adopted.has(urn) && DOES_NOT_EXIST.test(message));
  return absent.map(({ urn }) => urn);
}

/** Writes down for the program what it is to adopt (stacks/adopt.ts). */
export function writeAdoptions(file: string, ids: ReadonlyMap<string, string>): void {
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(ids), undefined, 2)}\n`);
}
