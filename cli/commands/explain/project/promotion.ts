import { hasErrors } from "../../../../inventory/yaml/diagnostics.ts";
import { subdirectoriesOf } from "../../../../inventory/promotion/destinations.ts";
import { readImages } from "../../../../inventory/promotion/images.ts";
import { readManifest, type ManifestResult } from "../../../../inventory/promotion/manifest.ts";
import { FILES, MAX_BYTES } from "../../../../inventory/promotion/names.ts";
import type { Tree } from "../../../../inventory/yaml/tree.ts";
import type { PromotionSettings, PromotionWaiver } from "../../../../inventory/promotion/types.ts";

/** A directory of registry.k8s.io/ that promotes from a project, or has the project's name. */
export interface PromotedDirectory {
  /** The directory's name, the same in `images/` and `manifests/`. */
  readonly directory: string;
  /** The address that the manifest promotes from; undefined if the manifest cannot be read. */
  readonly source: string | undefined;
  /** Where users pull the images from, such as `registry.k8s.io/kind`. */
  readonly served: readonly string[];
  /** The display name of the directory's images.yaml, which may not exist. */
  readonly file: string;
  readonly images: number;
  readonly digests: number;
  readonly tags: number;
  /** The names of required files that do not exist. */
  readonly missing: readonly string[];
  /** The names of files with mistakes, which `infra promote check` reports. */
  readonly faulty: readonly string[];
  /** The digests that may leave the list, in the order of infra/registry/promotion.yaml. */
  readonly waivers: readonly PromotionWaiver[];
}

/**
 * Describes what is promoted from a project, sorted by directory. Of other directories, only the source is read.
 *
 * @param addresses the addresses of the project's repositories
 */
export function promotedFrom(
  tree: Tree,
  project: string,
  addresses: readonly string[],
  settings: PromotionSettings,
): PromotedDirectory[] {
  const { paths } = tree.list();
  const directories = new Set(
    paths.flatMap((path) => /^(?:images|manifests)\/([^/]+)\/[^/]+$/.exec(path)?.[1] ?? []),
  );
  return [...directories].sort().flatMap((name) => {
    const manifest = manifestOf(tree, name);
    const source = manifest?.manifest?.registries.find((registry) => registry.source)?.name;
    if (name !== project && !addresses.includes(source ?? "")) return [];
    return [describe(tree, paths, name, manifest, source, settings)];
  });
}

function manifestOf(tree: Tree, directory: string): ManifestResult | undefined {
  const source = tree.read(`manifests/${directory}/${FILES.manifest}`, MAX_BYTES);
  return "rule" in source ? undefined : readManifest(source, directory);
}

function describe(
  tree: Tree,
  paths: readonly string[],
  directory: string,
  manifest: ManifestResult | undefined,
  source: string | undefined,
  settings: PromotionSettings,
): PromotedDirectory {
  const path = `images/${directory}/${FILES.images}`;
  const file = paths.includes(path) ? tree.read(path, MAX_BYTES) : undefined;
  const list = file === undefined || "rule" in file ? undefined : readImages(file);
  const images = list?.images ?? [];
  const digests = images.flatMap((image) => image.digests);
  const missing = [
    ...(file === undefined ? [FILES.images] : []),
    ...(manifest === undefined ? [FILES.manifest] : []),
    ...(paths.includes(`images/${directory}/${FILES.owners}`) ? [] : [FILES.owners]),
  ];
  return {
    directory,
    source,
    served: subdirectoriesOf(directory, settings).map((path) => `registry.k8s.io/${path}`.replace(/\/$/, "")),
    file: `${tree.displayName}/${path}`,
    images: images.length,
    digests: digests.length,
    tags: digests.reduce((sum, { tags }) => sum + tags.length, 0),
    missing,
    faulty: [
      ...(hasErrors(list?.diagnostics ?? []) ? [FILES.images] : []),
      ...(hasErrors(manifest?.diagnostics ?? []) ? [FILES.manifest] : []),
    ],
    waivers: settings.waivers.filter((waiver) => waiver.directory === directory),
  };
}
