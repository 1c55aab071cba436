import { createHash } from "node:crypto";
import { join } from "node:path";

/** The suffix of every object file, and of no directory in the store (see `encodeSegment`). */
export const objectSuffix = ".json";

/** Linux allows 255 bytes for a file name; the rest leaves room for the suffix and for temporary names. */
const longestSegment = 200;

/**
 * Encodes one segment of a cloud name as a file name. Distinct segments have distinct file names; none is hidden, and
 * none looks like an object file, so the directory of an object's children never collides with another object's file.
 */
export function encodeSegment(segment: string): string {
  const encoded = segment
    .replace(/[^A-Za-z0-9_.@-]/gu, (character) => percentEncode(character))
    .replace(/^\./, "%2E")
    .replace(/\.(?=json$)/, "%2E");
  if (encoded.length <= longestSegment) return encoded;
  const digest = createHash("sha256").update(segment).digest("hex").slice(0, 40);
  // The tilde is outside the safe set, so no other segment can have this file name.
  return `${encoded.slice(0, longestSegment - digest.length - 1)}~${digest}`;
}

/**
 * The path of an object's file.
 *
 * @param root The store's directory, absolute.
 * @param cloudName The object's full name, beginning with its service and without a leading slash, such as
 *   `artifactregistry.googleapis.com/projects/p/locations/us/repositories/gcr.io`. No segment may be empty.
 */
export function objectPath(root: string, cloudName: string): string {
  return childrenPath(root, cloudName) + objectSuffix;
}

/**
 * The directory of everything below an object, whether or not the object itself exists.
 *
 * @throws Error when a segment of the name is empty.
 */
export function childrenPath(root: string, cloudName: string): string {
  const segments = cloudName.split("/");
  if (segments.includes("")) throw new Error(`a cloud name has no empty part: "${cloudName}"`);
  return join(root, ...segments.map(encodeSegment));
}

function percentEncode(character: string): string {
  return [...Buffer.from(character, "utf8")]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}
