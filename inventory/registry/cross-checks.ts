import { error, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { STACKS } from "../stacks.ts";
import { MIRROR_BY_CLIENT, mirrorAddress } from "./archeio.ts";
import { mirrorServing } from "./mirrors/load.ts";
import type { Mirrors } from "./mirrors/types.ts";
import type { ProductionRegistry } from "./production/types.ts";
import type { Proxy, Registry } from "./types.ts";

/** Checks the files below `infra/registry/` for consistency: whatever the proxy redirects to must exist. */
export function checkRegistry({ proxy, production, mirrors }: Registry): Diagnostic[] {
  const [project] = proxy.upstreamPath.split("/");
  const upstream = production.registries.find((registry) => registry.project === project);
  return [
    ...(upstream ? checkServingRegions(proxy, upstream) : []),
    ...(mirrors.prod ? [...checkDefaultMirrors(proxy, mirrors.prod), ...checkClients(mirrors.prod)] : []),
    ...STACKS.flatMap((stack) => checkStackMirror(proxy, stack, mirrors[stack])),
  ];
}

/** Checks that each serving region of the proxy has a repository, which promotion fills. */
function checkServingRegions(proxy: Proxy, registry: ProductionRegistry): Diagnostic[] {
  const locations = activeLocations(registry);
  return serving(proxy)
    .filter(({ name }) => !locations.has(name))
    .map(({ name, origin }) =>
      error(
        "region-without-registry",
        origin,
        `the proxy serves from ${name}, where ${registry.project} has no repository`,
        `add ${name} to its locations in ${registry.origin.file}`,
      ),
    );
}

/** Checks that the default mirror of each region is an active bucket or the CDN of production. */
function checkDefaultMirrors(proxy: Proxy, prod: Mirrors): Diagnostic[] {
  const targets = mirrorTargets(prod);
  const known = `the mirrors are in ${prod.origin.file}: ${[...targets].join(", ")}`;
  return serving(proxy).flatMap(({ name, defaultMirror, origin }) => {
    const address = defaultMirror === "cloudfront" ? proxy.cloudfront : mirrorAddress(defaultMirror);
    if (targets.has(address)) return [];
    const message = `the proxy in ${name} sends clients to ${address}, which is no mirror of the stack prod`;
    return [error("unknown-mirror", origin, message, known)];
  });
}

/** Checks that a stack's override of the default mirrors is one of its own mirrors. */
function checkStackMirror(proxy: Proxy, stack: Mirrors["stack"], mirrors: Mirrors | undefined): Diagnostic[] {
  const address = proxy.stacks[stack]?.defaultMirror;
  if (address === undefined || mirrors === undefined || mirrorTargets(mirrors).has(address)) return [];
  const message = `${stack}: the proxy sends clients to ${address}, which is no mirror of the stack`;
  return [
    error(
      "unknown-mirror",
      mirrors.origin,
      message,
      "make it the alias of the stack's cdn, or a bucket's address",
    ),
  ];
}

/**
 * Checks that the data agrees with where the proxy sends the clients in each AWS region, which is compiled into its
 * image. A mirror may exist before the image knows it, since it is filled first; not the other way around.
 */
function checkClients(prod: Mirrors): Diagnostic[] {
  const clients = new Set([
    ...Object.keys(MIRROR_BY_CLIENT),
    ...prod.mirrors.flatMap(({ serves }) => serves),
  ]);
  return [...clients].sort().flatMap((client) => {
    const declared = mirrorServing(prod, client);
    const region = MIRROR_BY_CLIENT[client];
    const address = region && mirrorAddress(region);
    if (declared?.url === address) return [];
    const hint = "declare what its image does (inventory/registry/archeio.ts), or change the image first";
    if (address === undefined) {
      const message = `prod: the proxy does not send clients in ${client} to ${String(declared?.url)} yet`;
      return [warning("mirror-not-served", declared?.origin ?? prod.origin, message, hint)];
    }
    const message = `prod: the proxy sends clients in ${client} to ${address}, not to ${declared?.url ?? "none"}`;
    return [error("mirror-not-as-served", declared?.origin ?? prod.origin, message, hint)];
  });
}

/** All addresses of a stack's mirrors: of each active bucket, and of the CDN under both names. */
export function mirrorTargets({ mirrors, cdn }: Mirrors): ReadonlySet<string> {
  const hosts = cdn.domain === undefined ? [cdn.alias] : [cdn.alias, cdn.domain];
  const buckets = mirrors.filter(({ state }) => state === "active").map(({ url }) => url);
  return new Set([...buckets, ...hosts.map((host) => `https://${host}`)]);
}

/** The regions that the proxy serves from. */
export function serving({ regions }: Proxy): Proxy["regions"] {
  return regions.filter(({ state }) => state === "active");
}

/** The locations in which a registry is not retired. */
export function activeLocations({ locations }: ProductionRegistry): ReadonlySet<string> {
  return new Set(locations.filter(({ state }) => state === "active").map(({ region }) => region));
}
