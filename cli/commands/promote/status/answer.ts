import type { MirrorState } from "./mirrors.ts";

/** A place where the image should be. */
export interface Place {
  readonly kind: "staging" | "production" | "public";
  /** The address of the image there. */
  readonly address: string;
  readonly state: "present" | "missing" | "other" | "unknown";
  /** The digest found; undefined if missing or unknown. */
  readonly found: string | undefined;
  readonly problem: string | undefined;
}

/** What was found about an image. */
export interface Status {
  /** The address that users know, without tag and digest. */
  readonly image: string;
  /** As in images.yaml. */
  readonly digest: string;
  readonly tags: readonly string[];
  readonly places: readonly Place[];
  readonly mirrors: readonly MirrorState[];
}
