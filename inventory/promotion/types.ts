import type { Position } from "../yaml/position.ts";
import type { Kpromo } from "./kpromo.ts";

/** A line and column, counted from 1, in a file that the context determines. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One digest of an image, and the tags to promote it with; possibly none. */
export interface PromotedDigest extends Place {
  readonly digest: string;
  readonly tags: readonly string[];
}

/** One entry of an images.yaml. The place is that of its name. */
export interface PromotedImage extends Place {
  /** Name below the registry, such as `charts/dra-example-driver`. */
  readonly name: string;
  readonly digests: readonly PromotedDigest[];
}

/** One entry of `registries` in a promoter manifest. */
export interface PromotionRegistry extends Place {
  /** The address, such as `us-central1-docker.pkg.dev/k8s-artifacts-prod/images/bom`; its place is the entry's. */
  readonly name: string;
  /** Whether images are promoted from this registry. */
  readonly source: boolean;
  /** Email address of the account that kpromo writes as; undefined if not declared. */
  readonly serviceAccount: string | undefined;
  readonly accountAt: Place | undefined;
}

/** The images that one images.yaml promotes. */
export interface ImageList {
  /** The directory's name, which is the same in `images/` and `manifests/`. */
  readonly directory: string;
  /** Name of the file in messages. */
  readonly file: string;
  readonly images: readonly PromotedImage[];
}

/** The source and destinations in one promoter manifest. */
export interface PromoterManifest {
  readonly directory: string;
  readonly file: string;
  readonly registries: readonly PromotionRegistry[];
  /** Place of the key `registries`, or of the start of the file. */
  readonly registriesAt: Place;
  /** The provenance policy in canonical form (`provenanceKey`); empty if there is none. */
  readonly provenance: string;
  /** Place of the policy, if there is one. */
  readonly provenanceAt: Place | undefined;
  /** False if part of the file violates the schema, so that what seems missing may only be misspelled. */
  readonly complete: boolean;
}

/** The input of promotion, as far as it can be read. */
export interface Promotion {
  /** Sorted by directory, like the lists. */
  readonly manifests: readonly PromoterManifest[];
  readonly lists: readonly ImageList[];
}

/** The exception of a directory that promotes to subdirectories other than the one that it is named after. */
export interface PromotionException {
  /** Paths below the production repository; the empty string is its root. */
  readonly subdirectories: readonly string[];
  readonly reason: string;
}

/** Lets one digest leave its list, because it was merged by mistake and never promoted. */
export interface PromotionWaiver {
  readonly directory: string;
  readonly image: string;
  readonly digest: string;
  readonly reason: string;
  readonly approver: string;
  /** The day of the approval, as `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly origin: Position;
}

/** The settings against which the tree is checked. */
export interface PromotionSettings {
  /** The production project. */
  readonly project: string;
  /** The production repository, the same in every location. */
  readonly repository: string;
  /** In the order of manifests. */
  readonly locations: readonly string[];
  /** Name, in messages, of the file that lists the locations. */
  readonly locationsFile: string;
  /** The account that writes to all of them. */
  readonly promoter: string;
  /** Exceptions by directory. */
  readonly exceptions: ReadonlyMap<string, PromotionException>;
  /** What promotes. */
  readonly kpromo: Kpromo;
  /** In the order of the file. */
  readonly waivers: readonly PromotionWaiver[];
  /** The repositories that images may be promoted from, by address. */
  readonly sources: ReadonlyMap<string, StagingSource>;
}

/** A declared staging repository. */
export interface StagingSource {
  /** The id of its project. */
  readonly project: string;
  readonly group: string;
  /** False if its project is frozen or retired, so that nothing new is pushed. */
  readonly active: boolean;
  /** Position of the declaration. */
  readonly origin: Position;
}

/** A directory in which one or both files differ from the base. */
export interface Change {
  readonly directory: string;
  readonly list: Before<ImageList> | undefined;
  readonly manifest: Before<PromoterManifest> | undefined;
}

/** A file before and after; undefined where it does not exist. */
export interface Before<T> {
  readonly file: string;
  readonly before: T | undefined;
  readonly after: T | undefined;
}
