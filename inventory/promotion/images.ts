import { isMap } from "../yaml/values.ts";
import { warning, type Diagnostic } from "../yaml/diagnostics.ts";
import type { LocatedData } from "../yaml/document.ts";
import { readFile } from "../yaml/file.ts";
import type { Source } from "../yaml/source.ts";
import { placeIn } from "./places.ts";
import { plainImages } from "./plainImages.ts";
import { imagesFormat } from "./schema.ts";
import type { PromotedDigest, PromotedImage } from "./types.ts";
import { undetectedDigests } from "./undetectedDigests.ts";

/** Maximum number of tokens of a list not in kpromo's style: 25,000 digests have 325,000, and take about 2 s. */
const maxTokens = 400_000;

/** The well-formed entries of an images.yaml, and what is wrong with the file. */
export interface ImagesResult {
  readonly images: readonly PromotedImage[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads an images.yaml. The style that kpromo writes is read line by line. Everything else, including every mistake,
 * goes through the YAML package, which is 50 times slower (docs/adr/promotion-reading.md).
 */
export function readImages(source: Source): ImagesResult {
  const plain = plainImages(source.text);
  if (plain !== undefined) return { images: plain, diagnostics: [] };
  const { data, diagnostics } = readFile(source, imagesFormat, maxTokens);
  if (diagnostics.some(({ rule }) => rule === "empty-file")) return empty(source);
  if (data === undefined) return { images: [], diagnostics };
  if (Array.isArray(data.value) && data.value.length === 0) return empty(source);
  const images = entriesIn(data);
  const found = [...diagnostics, ...withoutDigests(source, images), ...undetectedDigests(source, images)];
  return { images, diagnostics: found };
}

function empty(source: Source): ImagesResult {
  const message = "the file lists no images";
  const hint = "a directory is added with its first image: `bin/infra promote new`, then `promote add`";
  return { images: [], diagnostics: [warning("no-images", source.at(0), message, hint)] };
}

/** kpromo promotes nothing of an image without digests. */
function withoutDigests(source: Source, images: readonly PromotedImage[]): Diagnostic[] {
  return images
    .filter(({ digests }) => digests.length === 0)
    .map((image) => {
      const message = `${image.name} has no digests, so nothing of it is promoted`;
      return warning(
        "no-digests",
        placeIn(source, image),
        message,
        "remove it, or add its digests below `dmap:`",
      );
    });
}

/** The entries of data that may violate the schema. Malformed entries are skipped; they are already reported. */
function entriesIn(data: LocatedData): PromotedImage[] {
  const entries: readonly unknown[] = Array.isArray(data.value) ? data.value : [];
  return entries.flatMap((entry, index): PromotedImage[] => {
    if (!isMap(entry) || typeof entry["name"] !== "string") return [];
    if (entry["dmap"] !== null && !isMap(entry["dmap"])) return [];
    const digests = Object.entries(entry["dmap"] ?? {}).map(([digest, tags]): PromotedDigest => {
      const { line, column } = data.keyAt([index, "dmap", digest]);
      const texts: readonly unknown[] = Array.isArray(tags) ? tags : [];
      return { digest, tags: texts.filter((tag) => typeof tag === "string"), line, column };
    });
    const { line, column } = data.valueAt([index, "name"]);
    return [{ name: entry["name"], digests, line, column }];
  });
}
