import { writeFileSync } from "node:fs";
import { LocalClouds } from "../../localcloud/clouds.ts";
import type { ChangedResource, OperationSummary } from "../operation/summary.ts";
import type { ImportIds } from "./workspace.ts";

/** The engine's message when an import finds no resource (pulumi/pulumi pkg/resource/deploy/step.go, ImportStep). */
const DOES_NOT_EXIST = /resource '.*' does not exist/;

/**
 * Finds the resources that a preview would create but that already exist in the clouds. Returns their import ids by
 * URN. Resources without an import id, such as components, are skipped.
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

/** Returns the URNs of the resources that a preview tried to adopt but that do not exist. */
export function absentAdoptions(
  { failures }: OperationSummary,
  adopted: ReadonlyMap<string, string>,
): string[] {
  const absent = failures.filter(({ urn, message }) => adopted.has(urn) && DOES_NOT_EXIST.test(message));
  return absent.map(({ urn }) => urn);
}

/** Writes the import ids, by URN, that tell the program what to adopt (stacks/adopt.ts). */
export function writeAdoptions(file: string, ids: ReadonlyMap<string, string>): void {
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(ids), undefined, 2)}\n`);
}
