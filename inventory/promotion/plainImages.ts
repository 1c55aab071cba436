import { COMMENT } from "../yaml/go/characters.ts";
import { imageNamePattern } from "./names.ts";
import type { PromotedDigest, PromotedImage } from "./types.ts";

/** Columns of names and digests in this style. */
const NAME_COLUMN = 9;
const DIGEST_COLUMN = 5;

/** Blank lines and comment lines are allowed anywhere. */
const NOTHING = new RegExp(`^${COMMENT}`);
const NAME = new RegExp(`^- name: ("?)([a-z0-9][a-z0-9._/-]*)\\1(?=[ ]|$)${COMMENT}`);
const MAP = new RegExp(`^  dmap:(?=[ ]|$)${COMMENT}`);
const TAG = /"[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}"/.source;
const DIGEST = new RegExp(
  `^    "(sha256:[0-9a-f]{64})": \\[((?:${TAG}(?:, ?${TAG})*)?)\\](?=[ ]|$)${COMMENT}`,
);

/** Names that YAML does not read as strings unless they are quoted. */
const NOT_TEXT = /^(?:[0-9.]|null$|true$|false$)/;

interface OpenImage extends PromotedImage {
  readonly digests: PromotedDigest[];
}

/**
 * Reads the entries of an images.yaml in the style that kpromo writes, comments allowed:
 *
 *     - name: agent-sandbox-controller
 *       dmap:
 *         "sha256:f45d…": ["v0.1.1"]
 *
 * Returns undefined for everything else, be it an error or YAML in another style.
 */
export function plainImages(text: string): PromotedImage[] | undefined {
  const images: OpenImage[] = [];
  let image: OpenImage | undefined;
  let mapOpen = false;
  let seen = new Set<string>();
  let line = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    const content = text.slice(start, end);
    start = end + 1;
    line += 1;

    const digest = DIGEST.exec(content);
    if (digest !== null) {
      if (!mapOpen || image === undefined || seen.has(digest[1]!)) return undefined;
      // With another digest in the comment, kpromo does not find this one (unseen.ts).
      if (content.lastIndexOf('"sha256:') >= DIGEST_COLUMN) return undefined;
      seen.add(digest[1]!);
      image.digests.push({ digest: digest[1]!, tags: tagsIn(digest[2]!), line, column: DIGEST_COLUMN });
      continue;
    }
    const name = NAME.exec(content);
    if (name !== null) {
      const known = image === undefined || image.digests.length > 0;
      if (!known || !isText(name[2]!, name[1]!)) return undefined;
      image = { name: name[2]!, digests: [], line, column: NAME_COLUMN };
      images.push(image);
      mapOpen = false;
      seen = new Set();
    } else if (MAP.test(content)) {
      if (image === undefined || mapOpen) return undefined;
      mapOpen = true;
    } else if (!NOTHING.test(content)) return undefined;
  }
  return image !== undefined && image.digests.length > 0 ? images : undefined;
}

function isText(name: string, quote: string): boolean {
  return imageNamePattern.test(name) && (quote !== "" || !NOT_TEXT.test(name));
}

/** The tags in a list without its brackets; nearly always one. */
function tagsIn(list: string): string[] {
  if (list === "") return [];
  if (!list.includes(",")) return [list.slice(1, -1)];
  return list.split(",").map((tag) => tag.trim().slice(1, -1));
}
