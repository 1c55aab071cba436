import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { shortDigest } from "../names.ts";
import type { Promotion, PromotionSettings } from "../types.ts";

/**
 * Checks that no waived digest is listed. A waiver can therefore excuse no second removal: to list the digest again, it
 * has to go.
 */
export function checkWaivers({ lists }: Promotion, { waivers }: PromotionSettings): Diagnostic[] {
  return waivers.flatMap(({ directory, image, digest, origin }) => {
    const list = lists.find((candidate) => candidate.directory === directory);
    const entries = list?.images.filter(({ name }) => name === image).flatMap(({ digests }) => digests) ?? [];
    const entry = entries.find((candidate) => candidate.digest === digest);
    if (list === undefined || entry === undefined) return [];
    const message = `${image}@${shortDigest(digest)} is waived, but still listed in ${list.file}:${entry.line}`;
    return [error("waiver-unused", origin, message, "remove the waiver, or the digest from the list")];
  });
}
