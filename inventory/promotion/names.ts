import { stagingPrefix } from "../projects/naming.ts";

/** A digest in images.yaml: promo-tools, `ValidateDigest` (facts/upstream.md §7). */
export const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests, and promo-tools' `ValidateTag`. */
export const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** The name of an image in a repository; may have several parts. Same page of the distribution specification. */
export const imageNamePattern =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/** The address of a registry in promoter manifests: host and repository path, without a scheme. */
export const registryPattern =
  /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::[0-9]+)?(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+$/;

/** The name of a directory, such as `k8s-staging-kro`; repositories in the shared project have the prefix, too. */
export const directoryPattern = new RegExp(`^${stagingPrefix}[a-z0-9]+(-[a-z0-9]+)*$`);

/** A GitHub name or an alias in OWNERS files. */
export const personPattern = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** The files of kpromo's layout (promo-tools, `ParseThinManifestsFromDir`; facts/upstream.md §7). */
export const FILES = {
  images: "images.yaml",
  manifest: "promoter-manifest.yaml",
  owners: "OWNERS",
} as const;

/** Maximum file size in bytes: k8s-staging-kubernetes has 947,246 (upstream's, 2026), and lists only grow. */
export const MAX_BYTES = 16 * 1024 * 1024;

/** Messages truncate digests to this many characters after `sha256:`; nobody compares more by eye. */
const shownDigits = 12;

/** Shortens a digest for messages: `sha256:f45d28f88ec4…`. */
export function shortDigest(digest: string): string {
  const end = "sha256:".length + shownDigits;
  return digest.length > end ? `${digest.slice(0, end)}…` : digest;
}
