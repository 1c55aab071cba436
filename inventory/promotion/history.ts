import { error, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { quoted } from "../../terminal/wording.ts";
import { joined } from "./blocks.ts";
import { sourceAt } from "./destinations.ts";
import { digestPattern, imageNamePattern, shortDigest, tagPattern } from "./names.ts";
import { placeIn } from "./places.ts";
import { removedDigests, waivedDigests } from "./removals.ts";
import type {
  Before,
  Change,
  ImageList,
  PromotedDigest,
  PromotedImage,
  PromotionSettings,
  PromotionWaiver,
} from "./types.ts";
import { waiverOf } from "./waivers.ts";

/** What of the settings decides what may leave. */
type Leave = Pick<PromotionSettings, "sources" | "waivers">;

/**
 * Checks that no digest is removed, and that no tag moves to another digest. Production keeps both regardless of the
 * list, so the list would merely become wrong. Some of it may leave all the same: what is malformed at the base; a digest
 * with a waiver, with its tags, if `promote plan` finds that it was never promoted; and a whole directory whose project
 * publishes no more.
 */
export function checkHistory({ directory, list, manifest }: Change, settings: Leave): Diagnostic[] {
  if (list?.before === undefined || hasEnded(list, manifest, settings)) return [];
  const after = new Map(joined(list.after?.images ?? []).map((image) => [image.name, image]));
  return joined(list.before.images)
    .flatMap(promotable)
    .flatMap((image) => {
      const now = after.get(image.name);
      const kept = new Set(now?.digests.map(({ digest }) => digest));
      const waivers = new Map<string, PromotionWaiver>();
      for (const { digest } of image.digests) {
        const waiver = waiverOf(settings.waivers, directory, image.name, digest);
        if (waiver !== undefined && !kept.has(digest)) waivers.set(digest, waiver);
      }
      const rest = { ...image, digests: image.digests.filter(({ digest }) => !waivers.has(digest)) };
      return [
        ...waivedDigests(list, image, now, waivers),
        ...removedDigests(directory, list, rest, now),
        ...movedTags(list, rest, now),
      ];
    });
}

/** Whether both files of a directory leave, and the project that it promoted from is frozen, retired or gone. */
function hasEnded(
  list: Before<ImageList>,
  manifest: Change["manifest"],
  settings: Pick<PromotionSettings, "sources">,
): boolean {
  if (list.after !== undefined || manifest?.before === undefined || manifest.after !== undefined)
    return false;
  const sources = manifest.before.registries.filter(({ source }) => source);
  return sources.length > 0 && sources.every(({ name }) => sourceAt(name, settings)?.active !== true);
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

function movedTags(
  { after, file }: Before<ImageList>,
  before: PromotedImage,
  now: PromotedImage | undefined,
): Diagnostic[] {
  const place = (entry: PromotedDigest) => placeIn(after ?? { file }, entry);
  const holders = new Map(now?.digests.flatMap((entry) => entry.tags.map((tag) => [tag, entry])));
  const kept = new Map(now?.digests.map((entry) => [entry.digest, entry]));
  const former = new Map(before.digests.map(({ digest, tags }) => [digest, tags]));
  return before.digests.flatMap((old) =>
    old.tags.flatMap((tag): Diagnostic[] => {
      const holder = holders.get(tag);
      const same = kept.get(old.digest);
      if (same?.tags.includes(tag)) return [];
      // Of two digests that had the tag, one gives it up.
      if (holder !== undefined && former.get(holder.digest)?.includes(tag) !== true) {
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
