import type { PromotedDigest, PromotedImage } from "./types.ts";

/**
 * One entry per image, and in it one per digest, each at its first place. kpromo takes several blocks of an image, such
 * as one per release, for one.
 */
export function joined(images: readonly PromotedImage[]): readonly PromotedImage[] {
  const byName = new Map<string, PromotedImage[]>();
  for (const image of images) {
    const blocks = byName.get(image.name);
    if (blocks === undefined) byName.set(image.name, [image]);
    else blocks.push(image);
  }
  if (byName.size === images.length) return images;
  return [...byName.values()].map((blocks) => ({ ...blocks[0]!, digests: digestsIn(blocks) }));
}

function digestsIn(blocks: readonly PromotedImage[]): PromotedDigest[] {
  const byDigest = new Map<string, PromotedDigest>();
  for (const entry of blocks.flatMap(({ digests }) => digests)) {
    const first = byDigest.get(entry.digest) ?? { ...entry, tags: [] };
    byDigest.set(entry.digest, { ...first, tags: [...new Set([...first.tags, ...entry.tags])] });
  }
  return [...byDigest.values()];
}
