import type { PromotedDigest } from "../../../inventory/promotion/types.ts";
import { compare } from "../../../inventory/yaml/compare.ts";
import { plainImages } from "../../../inventory/promotion/plainImages.ts";
import { digestLine, EMPTY_LIST } from "../../../inventory/promotion/write.ts";
import { scalar } from "../../../inventory/yaml/write.ts";
import { Lines } from "../lines.ts";

/** A digest to promote, with or without tags. */
export interface Addition {
  readonly image: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

interface DigestBlock {
  /** Comment lines above it, which move with it. */
  readonly leading: readonly string[];
  readonly digest: string;
  tags: readonly string[];
  /** The comment after it, including the space in between. */
  readonly comment: string;
}

interface ImageBlock {
  readonly name: string;
  readonly leading: readonly string[];
  readonly nameLine: string;
  /** With the comment lines above it. */
  mapLines: readonly string[];
  readonly digests: DigestBlock[];
  /** Indented comment lines after its last digest. */
  tail: readonly string[];
}

interface Blocks {
  readonly header: readonly string[];
  readonly images: ImageBlock[];
  readonly tail: readonly string[];
}

/**
 * Adds digests and tags to the text of an images.yaml, in the order and style of `kpromo pr` (promo-tools,
 * `ManifestList.ToYAML`): images by name, digests by first tag, tags sorted. Comments stay with the line below or
 * before them. Undefined if any line is not in that style, since comments could be lost then.
 */
export function withAdditions(text: string, additions: readonly Addition[]): string | undefined {
  const file = new Lines(text);
  const blocks = blocksIn(file.lines);
  if (blocks === undefined) return undefined;
  for (const { image, digest, tags } of additions) {
    const own = blocks.images.filter(({ name }) => name === image);
    let block = own.find(({ digests }) => digests.some((known) => known.digest === digest)) ?? own[0];
    if (block === undefined) {
      block = {
        name: image,
        leading: [],
        nameLine: `- name: ${scalar(image)}`,
        mapLines: ["  dmap:"],
        digests: [],
        tail: [],
      };
      blocks.images.push(block);
    }
    const entry = block.digests.find((known) => known.digest === digest);
    if (entry === undefined) block.digests.push({ leading: [], digest, tags, comment: "" });
    else entry.tags = [...new Set([...entry.tags, ...tags])];
  }
  const images = blocks.images.sort((a, b) => compare(a.name, b.name)).flatMap(linesOf);
  return file.textOf([...blocks.header, ...images, ...blocks.tail]);
}

function linesOf({ leading, nameLine, mapLines, digests, tail }: ImageBlock): string[] {
  const sorted = [...digests].sort(
    (a, b) => compare(firstTag(a), firstTag(b)) || compare(a.digest, b.digest),
  );
  const lines = sorted.flatMap((entry) => [...entry.leading, `${digestLine(entry)}${entry.comment}`]);
  return [...leading, nameLine, ...mapLines, ...lines, ...tail];
}

function firstTag({ tags }: Pick<PromotedDigest, "tags">): string {
  return [...tags].sort()[0] ?? "";
}

/** Splits the lines into blocks that can be reordered; undefined if it is not in the style. */
function blocksIn(lines: readonly string[]): Blocks | undefined {
  const plain = plainImages(lines.join("\n"));
  if (plain === undefined) {
    const comments = lines.filter((line) => line !== "" && !EMPTY_LIST.includes(line));
    if (!comments.every((line) => line.startsWith("#"))) return undefined;
    return { header: comments, images: [], tail: [] };
  }
  const known = new Map(plain.map((image) => [image.line, image]));
  const digests = new Map(plain.flatMap((image) => image.digests.map((entry) => [entry.line, entry])));
  const images: ImageBlock[] = [];
  let header: readonly string[] = [];
  let pending: string[] = [];
  for (const [index, line] of lines.entries()) {
    const image = known.get(index + 1);
    const entry = digests.get(index + 1);
    if (image !== undefined) {
      const split = images.length === 0 ? pending.lastIndexOf("") + 1 : outdent(pending);
      if (images.length === 0) header = pending.slice(0, split);
      else images.at(-1)!.tail = pending.slice(0, split);
      images.push({
        name: image.name,
        leading: pending.slice(split),
        nameLine: line,
        mapLines: [],
        digests: [],
        tail: [],
      });
    } else if (entry !== undefined) {
      const { digest, tags } = entry;
      const comment = /\](\s*#.*)$/.exec(line)?.[1] ?? "";
      images.at(-1)!.digests.push({ leading: pending, digest, tags, comment });
    } else if (line.startsWith("  dmap:")) {
      images.at(-1)!.mapLines = [...pending, line];
    } else {
      pending.push(line);
      continue;
    }
    pending = [];
  }
  return { header, images, tail: pending };
}

/** The number of leading comment lines that are indented, and so belong to the block above. */
function outdent(lines: readonly string[]): number {
  const first = lines.findIndex((line) => !line.startsWith(" "));
  return first === -1 ? lines.length : first;
}
