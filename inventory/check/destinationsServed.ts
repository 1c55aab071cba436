import { counted } from "../../terminal/wording.ts";
import { destinationsOf } from "../promotion/destinations.ts";
import type { PromoterManifest, Promotion, PromotionSettings } from "../promotion/types.ts";
import { activeLocations, serving } from "../registry/cross-checks.ts";
import type { Production } from "../registry/production/types.ts";
import type { Proxy, Registry } from "../registry/types.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Position } from "../yaml/position.ts";

/**
 * Checks that what is promoted arrives where registry.k8s.io is served from. Skips unexpected destinations and
 * accounts, which are reported elsewhere.
 */
export function checkDestinationsServed(
  promotion: Promotion,
  settings: PromotionSettings,
  registry: Pick<Registry, "production" | "proxy">,
): readonly Diagnostic[] {
  const right = promotion.manifests.map((manifest) => {
    const expected = new Set(destinationsOf(manifest.directory, settings));
    const registries = manifest.registries.filter(
      ({ name, serviceAccount }) => expected.has(name) && serviceAccount === settings.promoter,
    );
    return { ...manifest, registries };
  });
  return [...checkPromoted(right, registry.production), ...checkServed(registry.proxy, settings)];
}

/**
 * Checks that promotion destinations exist, and that the promoting account may write to them: upstream noticed after
 * the merge (facts/upstream.md §10, row 19). One diagnostic per repository and account: hundreds of manifests name
 * each.
 */
export function checkPromoted(manifests: readonly PromoterManifest[], production: Production): Diagnostic[] {
  const promoters = promotersOf(production);
  const missing = new Map<string, Position[]>();
  for (const { file, registries } of manifests) {
    for (const { source, line, column, name, serviceAccount = "nobody" } of registries) {
      if (source) continue;
      const repository = name.split("/", 3).join("/");
      const mayWrite = promoters.get(repository);
      if (mayWrite?.includes(serviceAccount)) continue;
      const message =
        mayWrite === undefined
          ? `images are promoted to ${repository}, which does not exist`
          : `images are promoted to ${repository} by ${serviceAccount}, which may not write there`;
      missing.set(message, [...(missing.get(message) ?? []), { file, line, column }]);
    }
  }
  const hint = "declare it in infra/registry/production.yaml, or correct the destination";
  return [...missing].map(([message, [first, ...others]]) => {
    const more = others.length === 0 ? "" : `; the same applies in ${counted(others.length, "more place")}`;
    return error("unknown-destination", first!, `${message}${more}`, hint);
  });
}

/** Checks that images are promoted to every serving region: a missing image is a 404 there (facts §6). */
export function checkServed(proxy: Proxy, { locations, locationsFile }: PromotionSettings): Diagnostic[] {
  return serving(proxy)
    .filter(({ name }) => !locations.includes(name))
    .map(({ name, origin }) => {
      const message = `registry.k8s.io is served from ${name}, which nothing is promoted to`;
      return error(
        "region-not-promoted",
        origin,
        message,
        `add ${name} to the locations in ${locationsFile}`,
      );
    });
}

/** The promoting accounts by address of the repository. */
function promotersOf({ registries }: Production): ReadonlyMap<string, readonly string[]> {
  return new Map(
    registries.flatMap((registry) => {
      const { project, accounts } = registry;
      const promoters = accounts
        .filter(({ promotes }) => promotes)
        .map(({ id }) => `${id}@${project}.iam.gserviceaccount.com`);
      return [...activeLocations(registry)].map((location): [string, string[]] => [
        `${location}-docker.pkg.dev/${project}/images`,
        promoters,
      ]);
    }),
  );
}
