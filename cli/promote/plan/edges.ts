import type { ImageList, PromoterManifest } from "../../../inventory/promotion/types.ts";

/**
 * One thing that promotion brings about: a digest under a tag, or without one, at one destination. The word is
 * kpromo's.
 */
export interface Edge {
  readonly digest: string;
  readonly tag: string | undefined;
}

/** What an edge was found to be. */
export type Finding =
  /** To be promoted. */
  | { readonly state: "new" }
  /** Promoted already. */
  | { readonly state: "present" }
  /** The tag has another digest at the destination, and a tag never moves. */
  | { readonly state: "conflict"; readonly found: string }
  /** Not promoted, and not in the staging repository either. */
  | { readonly state: "lost" }
  /** A registry gave no answer. */
  | { readonly state: "unknown" };

export type State = Finding["state"];

/** The edges of one image of a directory, which are the same for all of its destinations. */
export interface ImageEdges {
  readonly image: string;
  /** The address of the image in the staging repository. */
  readonly source: string;
  /** The addresses of the image at the destinations. */
  readonly destinations: readonly string[];
  readonly edges: readonly Edge[];
}

/** The edges of a list of images, with the registries that its manifest names; none when there is no source. */
export function edgesOf(list: ImageList, manifest: PromoterManifest): ImageEdges[] {
  const source = manifest.registries.find((registry) => registry.source);
  if (source === undefined) return [];
  const destinations = manifest.registries.filter((registry) => !registry.source);
  return list.images.map(({ name, digests }) => ({
    image: name,
    source: `${source.name}/${name}`,
    destinations: destinations.map((registry) => `${registry.name}/${name}`),
    edges: digests.flatMap(({ digest, tags }): Edge[] =>
      tags.length === 0 ? [{ digest, tag: undefined }] : tags.map((tag) => ({ digest, tag })),
    ),
  }));
}
