import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { sourceAt } from "../destinations.ts";
import { placeIn } from "../places.ts";
import { OWN_PATHS } from "../../sources.ts";
import type { PromoterManifest, Promotion, PromotionSettings } from "../types.ts";

/**
 * Checks that a manifest promotes from exactly one registry, which is a declared staging repository or inside one.
 * Sources that no longer existed broke promotion for everybody (facts/upstream.md §10, row 10).
 */
export function checkSources({ manifests }: Promotion, settings: PromotionSettings): Diagnostic[] {
  return manifests.flatMap((manifest) => [
    ...checkOne(manifest),
    ...manifest.registries
      .filter(({ source, name }) => source && sourceAt(name, settings) === undefined)
      .map((registry) => {
        const message = `${registry.name} is no declared staging repository`;
        return error(
          "undeclared-source",
          placeIn(manifest, registry),
          message,
          remedy(registry.name, settings),
        );
      }),
  ]);
}

function checkOne(manifest: PromoterManifest): Diagnostic[] {
  const { registries, registriesAt, complete } = manifest;
  const [first, ...others] = registries.filter(({ source }) => source);
  if (first === undefined) {
    if (!complete) return [];
    const hint = "add `src: true` to the staging repository";
    return [error("no-source", placeIn(manifest, registriesAt), "no registry is marked as the source", hint)];
  }
  return others.map((registry) => {
    const message = `${registry.name} is a second source; the first is ${first.name} on line ${first.line}`;
    return error("several-sources", placeIn(manifest, registry), message, "remove one `src: true`");
  });
}

function remedy(name: string, { sources, project }: PromotionSettings): string {
  const parent = name.slice(0, name.lastIndexOf("/"));
  if (name.split("/")[1] === project) return `production is no source; see ${OWN_PATHS.promotionFile}`;
  const siblings = [...sources.keys()].filter((address) => address.startsWith(`${parent}/`));
  const last = nearest(
    name.slice(parent.length + 1),
    siblings.map((address) => address.slice(parent.length + 1)),
  );
  const declare = `declare it in infra/gcp/infra.yaml or ${OWN_PATHS.sharedFile}`;
  return last === undefined ? declare : `did you mean ${parent}/${last}? Otherwise ${declare}`;
}
