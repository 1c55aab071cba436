import type { PromotedDigest } from "./types.ts";

/** The line of a digest in an images.yaml, as `kpromo pr` writes it (promo-tools, `ManifestList.ToYAML`). */
export function digestLine({ digest, tags }: Pick<PromotedDigest, "digest" | "tags">): string {
  return `    "${digest}": [${[...tags]
    .sort()
    .map((tag) => `"${tag}"`)
    .join(",")}]`;
}
