import { error, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Position } from "../yaml/position.ts";
import { counted } from "../../terminal/wording.ts";
import { OWN_PATHS } from "../sources.ts";
import { shortDigest } from "./names.ts";
import { placeIn } from "./places.ts";
import type { Before, ImageList, PromotedDigest, PromotedImage, PromotionWaiver } from "./types.ts";
import { waivedBy, waiverLines } from "./waivers.ts";
import { digestLine } from "./write.ts";

/** Maximum number of lines to put back, and of tags to name, in a message. */
const maxBlock = 10;
const maxNamed = 3;

/** Reports the digests of an image that are not listed any more, with the lines to put back. */
export function removedDigests(
  directory: string,
  list: Before<ImageList>,
  before: PromotedImage,
  now: PromotedImage | undefined,
): Diagnostic[] {
  const kept = new Set(now?.digests.map(({ digest }) => digest));
  const removed = before.digests.filter(({ digest }) => !kept.has(digest));
  const [first] = removed;
  if (first === undefined) return [];
  const which = removed.length === 1 ? shortDigest(first.digest) : counted(removed.length, "digest");
  const message = `${before.name}: ${which}${taggedAs(removed)} ${removed.length === 1 ? "is" : "are"} removed; what was promoted stays`;
  const block = [
    ...(now === undefined ? [`- name: ${before.name}`, "  dmap:"] : []),
    ...removed.slice(0, maxBlock).map(digestLine),
    ...(removed.length > maxBlock ? [`    # and ${counted(removed.length - maxBlock, "more digest")}`] : []),
    ...wayOut(directory, before.name, removed),
  ];
  return [{ ...error("digest-removed", positionOf(list, now), message, "put back:"), block }];
}

/** What to do instead with digests that were never promoted. */
function wayOut(directory: string, image: string, removed: readonly PromotedDigest[]): string[] {
  const [{ digest } = { digest: "" }] = removed;
  const { promotionFile } = OWN_PATHS;
  return removed.length === 1
    ? [`or, if it was never promoted, add to ${promotionFile}:`, ...waiverLines(directory, image, digest)]
    : [`or, if they were never promoted, add a waiver for each to ${promotionFile}`];
}

/** Reports the digests that leave with a waiver. */
export function waivedDigests(
  list: Before<ImageList>,
  before: PromotedImage,
  now: PromotedImage | undefined,
  waivers: ReadonlyMap<string, PromotionWaiver>,
): Diagnostic[] {
  return before.digests.flatMap((entry) => {
    const waiver = waivers.get(entry.digest);
    if (waiver === undefined) return [];
    const message = `${before.name}: ${shortDigest(entry.digest)}${taggedAs([entry])} is removed; \`bin/infra promote plan --base\` asks whether it was ever promoted`;
    return [warning("digest-removed", positionOf(list, now), message, waivedBy(waiver))];
  });
}

function positionOf({ file, after }: Before<ImageList>, now: PromotedImage | undefined): Position {
  return after !== undefined && now !== undefined ? placeIn(after, now) : { file, line: 1, column: 1 };
}

function taggedAs(entries: readonly PromotedDigest[]): string {
  const tags = entries.flatMap((entry) => entry.tags);
  if (tags.length === 0) return "";
  const shown = tags.length > maxNamed ? `${tags.slice(0, maxNamed).join(", ")}, …` : tags.join(", ");
  return ` (${shown})`;
}
