import { hasErrors } from "../../../../inventory/yaml/diagnostics.ts";
import { subdirectoriesOf } from "../../../../inventory/promotion/destinations.ts";
import { readImages } from "../../../../inventory/promotion/images.ts";
import { readManifest } from "../../../../inventory/promotion/manifest.ts";
import { FILES } from "../../../../inventory/promotion/names.ts";
import type { PromotionTree } from "../../../../inventory/yaml/promotionTree.ts";
import type { PromotionSettings } from "../../../../inventory/promotion/types.ts";

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
}

/**
 * Describes what is promoted from a project, sorted by directory. Of other directories, only the source is read.
 *
 * @param addresses the addresses of the project's repositories
 */
export function promotedFrom(
  tree: PromotionTree,
  project: string,
  addresses: readonly string[],
  settings: PromotionSettings,
): PromotedDirectory[] {
  const directories = new Set(
    tree.paths.flatMap((path) => /^(?:images|manifests)\/([^/]+)\/[^/]+$/.exec(path)?.[1] ?? []),
  );
  return [...directories]
    .sort()
    .filter((name) => name === project || addresses.includes(sourceOf(tree, name) ?? ""))
    .map((name) => describe(tree, name, settings));
}

function manifestOf(tree: PromotionTree, directory: string) {
  const source = tree.read(`manifests/${directory}/${FILES.manifest}`);
  return "rule" in source ? undefined : readManifest(source, directory);
}

function sourceOf(tree: PromotionTree, directory: string): string | undefined {
  return manifestOf(tree, directory)?.manifest?.registries.find(({ source }) => source)?.name;
}

function describe(tree: PromotionTree, directory: string, settings: PromotionSettings): PromotedDirectory {
  const path = `images/${directory}/${FILES.images}`;
  const manifest = manifestOf(tree, directory);
  const source = tree.paths.includes(path) ? tree.read(path) : undefined;
  const list = source === undefined || "rule" in source ? undefined : readImages(source);
  const images = list?.images ?? [];
  const digests = images.flatMap((image) => image.digests);
  const missing = [
    ...(source === undefined ? [FILES.images] : []),
    ...(manifest === undefined ? [FILES.manifest] : []),
    ...(tree.paths.includes(`images/${directory}/${FILES.owners}`) ? [] : [FILES.owners]),
  ];
  return {
    directory,
    source: sourceOf(tree, directory),
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
  };
}
