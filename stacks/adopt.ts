import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";

/**
 * Adopts resources that exist in the clouds and that the state does not know: has the engine import them, with all
 * options that the program gives them, and then change what differs from the program.
 *
 * @param file a JSON object of import ids by URN. Names that the state knows already must not be in it: to the engine
 *   another id than the one it knows means another resource.
 */
export function adoptExisting(file: string): void {
  const ids = new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, string>));
  if (ids.size === 0) return;
  // A transformation is not told the URN, but type and name are together unique in this program.
  const byTypeAndName = new Map([...ids].map(([urn, id]) => [typeAndName(urn), id]));
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const id = byTypeAndName.get(`${type}::${name}`);
    return id === undefined ? undefined : { props, opts: pulumi.mergeOptions(opts, { import: id }) };
  });
}

function typeAndName(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(2);
  return `${type.slice(type.lastIndexOf("$") + 1)}::${name}`;
}
