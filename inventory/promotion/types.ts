import type { Position } from "../types.ts";

/** A line and column of a file, counted from 1; the file is known from what it belongs to. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One digest of an image, and the tags that it is promoted with; none for a digest that is promoted without. */
export interface PromotedDigest extends Place {
  readonly digest: string;
  readonly tags: readonly string[];
}

/** One entry of an images.yaml. The place is its name's. */
export interface PromotedImage extends Place {
  /** Below the registry, such as `charts/dra-example-driver`. */
  readonly name: string;
  readonly digests: readonly PromotedDigest[];
}

/** One entry of `registries` in a promoter manifest. */
export interface PromotionRegistry extends Place {
  /** The address, such as `us-central1-docker.pkg.dev/k8s-artifacts-prod/images/bom`; the place is its. */
  readonly name: string;
  /** True for the registry that is promoted from. */
  readonly source: boolean;
  /** The e-mail address of the account that kpromo writes as; undefined when none is stated. */
  readonly serviceAccount: string | undefined;
  readonly accountAt: Place | undefined;
}

/** What one images.yaml promotes. */
export interface ImageList {
  /** The directory's name, which is the same in `images/` and `manifests/`. */
  readonly directory: string;
  /** What messages call the file. */
  readonly file: string;
  readonly images: readonly PromotedImage[];
}

/** Where one promoter manifest promotes from and to. */
export interface PromoterManifest {
  readonly directory: string;
  readonly file: string;
  readonly registries: readonly PromotionRegistry[];
  /** Where the key `registries` stands, or the file begins. */
  readonly registriesAt: Place;
  /** What the images must be attested with, in one spelling (`demandsOf`); empty for nothing. */
  readonly provenance: string;
  /** Where that stands, when it does. */
  readonly provenanceAt: Place | undefined;
  /** False when a part of the file is not of the format, so that what is missing may only be misspelt. */
  readonly complete: boolean;
}

/** Everything that promotion is fed, as far as it can be read. */
export interface Promotion {
  /** Sorted by directory, as the next. */
  readonly manifests: readonly PromoterManifest[];
  readonly lists: readonly ImageList[];
}

/** A directory that promotes to other subdirectories than the one that it is named after. */
export interface PromotionException {
  /** Below the production repository; the empty text is its root. */
  readonly subdirectories: readonly string[];
  readonly reason: string;
}

/** What the tree is held to. */
export interface PromotionSettings {
  /** The production project. */
  readonly project: string;
  /** The production repository, the same in every location. */
  readonly repository: string;
  /** In the order in which manifests list them. */
  readonly locations: readonly string[];
  /** What messages call the file that lists them. */
  readonly locationsFile: string;
  /** The account that writes all of them. */
  readonly promoter: string;
  /** By directory. */
  readonly exceptions: ReadonlyMap<string, PromotionException>;
  /** The repositories that may be promoted from: address, and the e-mail address of the group that writes it. */
  readonly sources: ReadonlyMap<string, StagingSource>;
}

/** A declared staging repository. */
export interface StagingSource {
  readonly group: string;
  /** Where it is declared. */
  readonly origin: Position;
}
