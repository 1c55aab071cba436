import { stagingPrefix } from "../naming.ts";

/** A digest as it is written in images.yaml: promo-tools, `ValidateDigest` (facts/upstream.md §7). */
export const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests, and promo-tools' `ValidateTag`. */
export const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** The name of an image in a repository; may have several parts. The same page of the distribution specification. */
export const imageNamePattern =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** The address of a registry with the path of a repository in it, without a scheme, as promoter manifests name them. */
export const registryPattern =
  /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::[0-9]+)?(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+$/;

/** The name of a directory, such as `k8s-staging-kro`; the prefix is there for shared repositories as well. */
export const directoryPattern = new RegExp(`^${stagingPrefix}[a-z0-9]+(-[a-z0-9]+)*$`);

/** A GitHub name or an alias, as OWNERS files have them. */
export const personPattern = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** The files of kpromo's layout (promo-tools, `ParseThinManifestsFromDir`; facts/upstream.md §7). */
export const FILES = {
  images: "images.yaml",
  manifest: "promoter-manifest.yaml",
  owners: "OWNERS",
} as const;

/** Digests in messages are cut to this many characters after `sha256:`; nobody compares more by eye. */
const shownDigits = 12;

/** `sha256:f45d28f88ec4…`. */
export function shortDigest(digest: string): string {
  const end = "sha256:".length + shownDigits;
  return digest.length > end ? `${digest.slice(0, end)}…` : digest;
}
