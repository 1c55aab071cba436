import { createHash } from "node:crypto";
import { join } from "node:path";

/** Every object file ends so; no directory of the store does (see `encodeSegment`). */
export const objectSuffix = ".json";

/** Linux allows 255 bytes for a file name; the rest is room for the suffix and for temporary names. */
const longestSegment = 200;

/**
 * One part of a cloud name as a file name. Distinct parts have distinct file names, none is hidden, and none looks
 * like an object file, so that the directory of an object's children never meets another object's file.
 */
export function encodeSegment(segment: string): string {
  const encoded = segment
    .replace(/[^A-Za-z0-9_.@-]/gu, (character) => percentEncode(character))
    .replace(/^\./, "%2E")
    .replace(/\.(?=json$)/, "%2E");
  if (encoded.length <= longestSegment) return encoded;
  const digest = createHash("sha256").update(segment).digest("hex").slice(0, 40);
  // The tilde is outside the safe set: no other part can have this file name.
  return `${encoded.slice(0, longestSegment - digest.length - 1)}~${digest}`;
}

/**
 * The file of an object.
 *
 * @param root The store's directory, absolute.
 * @param cloudName The object's full name with its service in front and no leading slash, such as
 *   `artifactregistry.googleapis.com/projects/p/locations/us/repositories/gcr.io`. No part may be empty.
 */
export function objectPath(root: string, cloudName: string): string {
  return childrenPath(root, cloudName) + objectSuffix;
}

/** The directory of everything below an object, whether or not the object itself exists. */
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
