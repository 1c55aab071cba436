import { error, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { counted, quoted } from "../../terminal/wording.ts";
import type { Before, Change, ImageList, PromotedDigest, PromotedImage } from "./types.ts";
import { digestPattern, imageNamePattern, shortDigest, tagPattern } from "./names.ts";
import { placeIn } from "./places.ts";
import { digestLine } from "./write.ts";

/**
 * Checks that no digest is removed, and that no tag moves to another digest. Production keeps both regardless of the
 * list, so the list would merely become wrong. What is malformed at the base may be corrected or go.
 */
export function checkHistory({ list }: Change): Diagnostic[] {
  if (list?.before === undefined) return [];
  const after = new Map(list.after?.images.map((image) => [image.name, image]));
  return list.before.images.flatMap(promotable).flatMap((image) => {
    const now = after.get(image.name);
    return [...removedDigests(list, image, now), ...movedTags(list, image, now)];
  });
}

/**
 * The part of an image that a registry takes, and that may therefore have been promoted: kpromo does not check the names,
 * digests and tags of images.yaml before it uses them (facts/upstream.md §7).
 */
function promotable(image: PromotedImage): PromotedImage[] {
  if (!imageNamePattern.test(image.name)) return [];
  const digests = image.digests
    .filter(({ digest }) => digestPattern.test(digest))
    .map((entry) => ({ ...entry, tags: entry.tags.filter((tag) => tagPattern.test(tag)) }));
  return [{ ...image, digests }];
}

function removedDigests(
  { file, after }: Before<ImageList>,
  before: PromotedImage,
  now: PromotedImage | undefined,
): Diagnostic[] {
  const kept = new Set(now?.digests.map(({ digest }) => digest));
  const removed = before.digests.filter(({ digest }) => !kept.has(digest));
  if (removed.length === 0) return [];
  const position =
    after !== undefined && now !== undefined ? placeIn(after, now) : { file, line: 1, column: 1 };
  const tags = removed.flatMap((entry) => entry.tags);
  const which = removed.length === 1 ? shortDigest(removed[0]!.digest) : counted(removed.length, "digest");
  const tagged = tags.length === 0 ? "" : ` (${firstOf(tags)})`;
  const message = `${before.name}: ${which}${tagged} ${removed.length === 1 ? "is" : "are"} removed; what was promoted stays`;
  const block = [
    ...(now === undefined ? [`- name: ${before.name}`, "  dmap:"] : []),
    ...removed.slice(0, maxBlock).map(digestLine),
    ...(removed.length > maxBlock ? [`    # and ${counted(removed.length - maxBlock, "more digest")}`] : []),
  ];
  return [{ ...error("digest-removed", position, message, "put back:"), block }];
}

/** Maximum number of lines to put back, and of tags to name, in a message. */
const maxBlock = 10;
const maxNamed = 3;

function firstOf(tags: readonly string[]): string {
  return tags.length > maxNamed ? `${tags.slice(0, maxNamed).join(", ")}, …` : tags.join(", ");
}

function movedTags(
  { after, file }: Before<ImageList>,
  before: PromotedImage,
  now: PromotedImage | undefined,
): Diagnostic[] {
  const place = (entry: PromotedDigest) => placeIn(after ?? { file }, entry);
  const holders = new Map(now?.digests.flatMap((entry) => entry.tags.map((tag) => [tag, entry])));
  const kept = new Map(now?.digests.map((entry) => [entry.digest, entry]));
  return before.digests.flatMap((old) =>
    old.tags.flatMap((tag): Diagnostic[] => {
      const holder = holders.get(tag);
      const same = kept.get(old.digest);
      if (same?.tags.includes(tag)) return [];
      if (holder !== undefined) {
        const message = `${before.name}: the tag ${quoted(tag)} moves from ${shortDigest(old.digest)} to ${shortDigest(holder.digest)}; a tag never moves`;
        const hint = `leave it at ${old.digest}, and give the new digest another tag`;
        return [error("tag-moved", place(holder), message, hint)];
      }
      if (same === undefined) return [];
      const message = `${before.name}: the tag ${quoted(tag)} is removed from ${shortDigest(old.digest)}; production keeps it`;
      return [warning("tag-removed", place(same), message, "put it back, unless two digests had it")];
    }),
  );
}
