import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { nameOf, typeOf } from "../boot/urn.ts";

/**
 * Adopts resources that exist in the clouds but not in the state: makes the engine import them, with all options that
 * the program sets, and then update whatever differs from the program.
 *
 * @param file a JSON object of import ids by URN. Must not contain resources that are already in the state: to the
 *   engine, a different id means a different resource.
 */
export function adoptExisting(file: string): void {
  const ids = new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>));
  if (ids.size === 0) return;
  // A transformation does not get the URN, but type and name together are unique in this program.
  const byTypeAndName = new Map([...ids].map(([urn, id]) => [`${typeOf(urn)}::${nameOf(urn)}`, id]));
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const id = byTypeAndName.get(`${type}::${name}`);
    return id === undefined ? undefined : { props, opts: pulumi.mergeOptions(opts, { import: id }) };
  });
}
