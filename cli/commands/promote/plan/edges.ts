import { joined } from "../../../../inventory/promotion/blocks.ts";
import type { ImageList, PromoterManifest } from "../../../../inventory/promotion/types.ts";

/** A unit of promotion: a digest under a tag, or without one, at one destination. The term is kpromo's. */
export interface Edge {
  readonly digest: string;
  readonly tag: string | undefined;
}

/** The state of an edge. */
export type Finding =
  /** To be promoted. */
  | { readonly state: "new" }
  /** Already promoted. */
  | { readonly state: "present" }
  /** The tag has another digest at the destination, and a tag never moves; the digest is in the staging repository. */
  | { readonly state: "conflict"; readonly found: string }
  /** Not in the staging repository, and not promoted under this tag. */
  | { readonly state: "lost" }
  /** A registry did not answer. */
  | { readonly state: "unknown" };

export type State = Finding["state"];

/** The edges of one image of a directory; all destinations have the same. */
export interface ImageEdges {
  readonly image: string;
  /** The address of the image in the staging repository. */
  readonly source: string;
  /** The addresses of the image at the destinations. */
  readonly destinations: readonly string[];
  readonly edges: readonly Edge[];
}

/** Returns the edges of an image list, for the registries in its manifest; none if there is no source. */
export function edgesOf(list: ImageList, manifest: PromoterManifest): ImageEdges[] {
  const source = manifest.registries.find((registry) => registry.source);
  if (source === undefined) return [];
  const destinations = manifest.registries.filter((registry) => !registry.source);
  return joined(list.images).map(({ name, digests }) => ({
    image: name,
    source: `${source.name}/${name}`,
    destinations: destinations.map((registry) => `${registry.name}/${name}`),
    edges: digests.flatMap(({ digest, tags }): Edge[] =>
      tags.length === 0 ? [{ digest, tag: undefined }] : tags.map((tag) => ({ digest, tag })),
    ),
  }));
}
