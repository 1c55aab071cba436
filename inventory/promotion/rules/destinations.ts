import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { alternatives, counted } from "../../../terminal/wording.ts";
import {
  destination,
  destinationsIn,
  destinationsOf,
  productionAddress,
  subdirectoriesOf,
} from "../destinations.ts";
import { placeIn } from "../places.ts";
import { OWN_PATHS } from "../../sources.ts";
import type { PromoterManifest, Promotion, PromotionRegistry, PromotionSettings } from "../types.ts";

/**
 * Checks that a manifest promotes to every location of the production registry, each once, and to nothing else; below
 * the directory's own name; and as the one account that may write there. An image missing in a location is a 404 for
 * the clients served from there (facts/upstream.md §6, Invariant).
 */
export function checkDestinations({ manifests }: Promotion, settings: PromotionSettings): Diagnostic[] {
  return manifests.flatMap((manifest) => {
    const expected = destinationsOf(manifest.directory, settings);
    const destinations = destinationsIn(manifest, settings);
    return [
      ...destinations.flatMap((registry) => [
        ...checkAddress(manifest, registry, settings, expected),
        ...checkAccount(manifest, registry, settings),
      ]),
      ...checkOnce(manifest),
      ...checkComplete(manifest, destinations, settings, expected),
    ];
  });
}

function checkAddress(
  manifest: PromoterManifest,
  registry: PromotionRegistry,
  settings: PromotionSettings,
  expected: readonly string[],
): Diagnostic[] {
  const { name } = registry;
  if (expected.includes(name)) return [];
  const refuse = (rule: string, message: string, hint: string) => [
    error(rule, placeIn(manifest, registry), message, hint),
  ];
  const address = productionAddress(name, settings);
  if (address === undefined) {
    const near = nearest(name, expected);
    const hint =
      near === undefined ? `destinations are such as ${expected[0] ?? ""}` : `did you mean ${near}?`;
    return refuse("unknown-destination", `${name} is not in the production registry`, hint);
  }
  const { location, subdirectory } = address;
  if (!settings.locations.includes(location)) {
    const near = nearest(location, settings.locations);
    const hint =
      near === undefined
        ? `remove it; ${OWN_PATHS.promotionFile} lists the locations`
        : `did you mean ${near}?`;
    return refuse("unknown-destination", `${location} is no location of the production registry`, hint);
  }
  const own = subdirectoriesOf(manifest.directory, settings).map((path) =>
    destination(location, path, settings),
  );
  const shown = subdirectory === "" ? "the root" : `the subdirectory ${subdirectory}`;
  const hint = `write ${alternatives(own)}; an exception needs a reason in ${OWN_PATHS.promotionFile}`;
  return refuse("wrong-subdirectory", `${manifest.directory} does not promote to ${shown}`, hint);
}

function checkAccount(
  manifest: PromoterManifest,
  registry: PromotionRegistry,
  { promoter }: PromotionSettings,
): Diagnostic[] {
  const { name, serviceAccount, accountAt } = registry;
  if (serviceAccount === promoter || (serviceAccount === undefined && !manifest.complete)) return [];
  const problem =
    serviceAccount === undefined ? "names no service account" : `is not written as ${serviceAccount}`;
  const hint = `write \`service-account: ${promoter}\``;
  const position = placeIn(manifest, accountAt ?? registry);
  return [error("promoter-account", position, `${name} ${problem}`, hint)];
}

function checkOnce(manifest: PromoterManifest): Diagnostic[] {
  const first = new Map<string, PromotionRegistry>();
  return manifest.registries.flatMap((registry) => {
    const other = first.get(registry.name);
    if (other === undefined) {
      first.set(registry.name, registry);
      return [];
    }
    const message = `${registry.name} is already listed on line ${other.line}`;
    return [
      error("duplicate-registry", placeIn(manifest, registry), message, "remove one of the two entries"),
    ];
  });
}

/** Reports all missing destinations at once, with the lines to add. Wrong addresses are already reported. */
function checkComplete(
  manifest: PromoterManifest,
  destinations: readonly PromotionRegistry[],
  settings: PromotionSettings,
  expected: readonly string[],
): Diagnostic[] {
  const listed = new Set(destinations.map(({ name }) => name));
  const wrong = destinations.filter(({ name }) => !expected.includes(name));
  const reported = new Set(wrong.map(({ name }) => productionAddress(name, settings)?.location));
  const suspects = new Set(wrong.map(({ name }) => nearest(name, expected)));
  const missing = expected.filter(
    (name) =>
      !listed.has(name) && !suspects.has(name) && !reported.has(productionAddress(name, settings)?.location),
  );
  if (missing.length === 0) return [];
  const locations = missing.map((name) => productionAddress(name, settings)?.location ?? name);
  const shown = new Set(locations).size === locations.length ? locations : missing;
  const message = `${counted(missing.length, "destination")} of ${expected.length} ${missing.length === 1 ? "is" : "are"} missing: ${shown.join(", ")}`;
  const block = missing.flatMap((name) => [`- name: ${name}`, `  service-account: ${settings.promoter}`]);
  const position = placeIn(manifest, manifest.registriesAt);
  return [{ ...error("missing-destination", position, message, "add below `registries:`"), block }];
}
