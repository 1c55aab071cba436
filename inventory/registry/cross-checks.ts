import type { Diagnostic } from "../diagnostics.ts";
import { error, inReadingOrder } from "../diagnostics.ts";
import type { Inventory, Position } from "../types.ts";
import { counted } from "../wording.ts";
import type { Mirrors } from "./mirrors/types.ts";
import type { Production, ProductionRegistry } from "./production/types.ts";

/** A region that the proxy serves from, as far as other data must fit it. */
export interface ServingRegion {
  readonly region: string;
  /** Where clients outside of AWS's known regions are sent. */
  readonly defaultMirror: string;
  /** Where the region stands, and where its default mirror does. */
  readonly origin: Position;
  readonly mirrorOrigin: Position;
}

/** A repository that a promoter manifest copies to. */
export interface PromotionDestination {
  /** `<location>-docker.pkg.dev/<project>/images[/<path>]` */
  readonly name: string;
  readonly origin: Position;
}

/** Each registry's project is declared in production, where nothing else provisions it. */
export function checkProjects(production: Production, { otherProjects }: Inventory): Diagnostic[] {
  const declared = new Set(otherProjects.filter(({ type }) => type === "prod").map(({ id }) => id));
  return production.registries.flatMap(({ project, origin }) => {
    if (declared.has(project)) return [];
    const hint = "declare it in infra/gcp/infra.yaml, below infra.prod.projects";
    return [
      error("undeclared-project", origin, `${project} is not declared as a project of production`, hint),
    ];
  });
}

/** What the proxy of a region redirects to is there: the registry in the same region, and the default mirror. */
export function checkServingRegions(
  regions: readonly ServingRegion[],
  registry: ProductionRegistry,
  mirrors: Mirrors,
): Diagnostic[] {
  const locations = activeLocations(registry);
  const targets = mirrorTargets(mirrors);
  return inReadingOrder(
    regions.flatMap(({ region, defaultMirror, origin, mirrorOrigin }) => [
      ...(locations.has(region)
        ? []
        : [
            error(
              "region-without-registry",
              origin,
              `the proxy serves from ${region}, where ${registry.project} has no repository`,
              `add ${region} to its locations in ${registry.origin.file}`,
            ),
          ]),
      ...(targets.has(defaultMirror)
        ? []
        : [
            error(
              "unknown-mirror",
              mirrorOrigin,
              `the proxy in ${region} sends clients to ${defaultMirror}, which is no mirror of the stack ${mirrors.stack}`,
              `the mirrors are in ${mirrors.origin.file}; allowed: ${[...targets].join(", ")}`,
            ),
          ]),
    ]),
  );
}

/** What promotion copies to is there. One diagnostic per missing repository: hundreds of manifests name each. */
export function checkDestinations(
  destinations: readonly PromotionDestination[],
  { registries }: Production,
): Diagnostic[] {
  const existing = new Set(
    registries.flatMap((registry) =>
      [...activeLocations(registry)].map(
        (location) => `${location}-docker.pkg.dev/${registry.project}/images`,
      ),
    ),
  );
  const missing = new Map<string, PromotionDestination[]>();
  for (const destination of destinations) {
    const repository = destination.name.split("/").slice(0, 3).join("/");
    if (existing.has(repository)) continue;
    missing.set(repository, [...(missing.get(repository) ?? []), destination]);
  }
  return inReadingOrder(
    [...missing].map(([repository, [first, ...others]]) => {
      const more = others.length === 0 ? "" : `, and so it is in ${counted(others.length, "more place")}`;
      const message = `images are promoted to ${repository}, which does not exist${more}`;
      const hint = "declare its location in infra/registry/production.yaml, or remove the destination";
      return error("unknown-destination", first!.origin, message, hint);
    }),
  );
}

/** Every address that a stack's mirrors answer at: each bucket's, and the CDN's by both of its names. */
export function mirrorTargets({ mirrors, cdn }: Mirrors): ReadonlySet<string> {
  const hosts = cdn.domain === undefined ? [cdn.alias] : [cdn.alias, cdn.domain];
  const buckets = mirrors.filter(({ state }) => state === "active").map(({ url }) => url);
  return new Set([...buckets, ...hosts.map((host) => `https://${host}`)]);
}

function activeLocations({ locations }: ProductionRegistry): ReadonlySet<string> {
  return new Set(locations.filter(({ state }) => state === "active").map(({ region }) => region));
}
