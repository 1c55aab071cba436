import { stagingPrefix } from "../projects/naming.ts";
import type { PromoterManifest, PromotionRegistry, PromotionSettings, StagingSource } from "./types.ts";

/** The subdirectories that a directory promotes to: by default, the one that it is named after. */
export function subdirectoriesOf(directory: string, { exceptions }: PromotionSettings): readonly string[] {
  const own = directory.startsWith(stagingPrefix) ? directory.slice(stagingPrefix.length) : directory;
  return exceptions.get(directory)?.subdirectories ?? [own];
}

/** All addresses that a directory promotes to, in the order of manifests. */
export function destinationsOf(directory: string, settings: PromotionSettings): string[] {
  return subdirectoriesOf(directory, settings).flatMap((subdirectory) =>
    settings.locations.map((location) => destination(location, subdirectory, settings)),
  );
}

/** The address of a subdirectory of the production registry in one location. */
export function destination(
  location: string,
  subdirectory: string,
  { project, repository }: Pick<PromotionSettings, "project" | "repository">,
): string {
  const root = `${location}-docker.pkg.dev/${project}/${repository}`;
  return subdirectory === "" ? root : `${root}/${subdirectory}`;
}

/** The parts of an address in the production registry; undefined for any other address. */
export function productionAddress(
  name: string,
  { project, repository }: PromotionSettings,
): { readonly location: string; readonly subdirectory: string } | undefined {
  const [host = "", inProject = "", inRepository = "", ...rest] = name.split("/");
  const [, location] = /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(host) ?? [];
  if (location === undefined || inProject !== project || inRepository !== repository) return undefined;
  return { location, subdirectory: rest.join("/") };
}

/** The declared staging repository of an address, which may be inside it; undefined if there is none. */
export function sourceAt(
  name: string,
  { sources }: Pick<PromotionSettings, "sources">,
): StagingSource | undefined {
  for (let address = name; address.includes("/"); address = address.slice(0, address.lastIndexOf("/"))) {
    const source = sources.get(address);
    if (source !== undefined) return source;
  }
  return undefined;
}

/**
 * The registries that a manifest promotes to. If none is marked as the source, staging repositories are taken for it.
 */
export function destinationsIn(
  { registries }: PromoterManifest,
  settings: PromotionSettings,
): PromotionRegistry[] {
  const others = registries.filter(({ source }) => !source);
  if (others.length < registries.length) return others;
  return others.filter(({ name }) => sourceAt(name, settings) === undefined);
}
