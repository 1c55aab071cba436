import { error, warning, type Diagnostic } from "../../yaml/diagnostics.ts";
import { counted, quoted } from "../../../terminal/wording.ts";
import { shortDigest } from "../names.ts";
import { placeIn } from "../places.ts";
import type { ImageList, Promotion, PromotedImage } from "../types.ts";

/** Checks that an image has one entry, and that digests list tags once. */
export function checkRepetitions({ lists }: Promotion): Diagnostic[] {
  return lists.flatMap((list) => [...checkImagesOnce(list), ...checkTagsOnce(list)]);
}

/**
 * Warns about lists that name an image more than once, such as in one block per release: kpromo promotes them, but its
 * commands see only the last block of an image. One warning per list, at the first repetition.
 */
function checkImagesOnce(list: ImageList): Diagnostic[] {
  const first = new Map<string, PromotedImage>();
  const repeated = list.images.filter((image) => {
    const isFirst = !first.has(image.name);
    if (isFirst) first.set(image.name, image);
    return !isFirst;
  });
  const [image] = repeated;
  if (image === undefined) return [];
  const names = new Set(repeated.map(({ name }) => name));
  const others =
    names.size === 1
      ? ""
      : `, and so ${names.size === 2 ? "is" : "are"} ${counted(names.size - 1, "other image")}`;
  const message = `${image.name} is already listed on line ${first.get(image.name)!.line}${others}; kpromo takes all of it, but its commands see only the last block of an image`;
  const hint = "put all digests of an image below one name";
  return [warning("duplicate-image", placeIn(list, image), message, hint)];
}

function checkTagsOnce(list: ImageList): Diagnostic[] {
  return list.images.flatMap(({ name, digests }) =>
    digests
      .filter(({ tags }) => tags.length > 1 && new Set(tags).size < tags.length)
      .map((entry) => {
        const tag = entry.tags.find((text, index) => entry.tags.indexOf(text) < index) ?? "";
        const message = `${name}@${shortDigest(entry.digest)} lists the tag ${quoted(tag)} twice`;
        return error("duplicate-tag", placeIn(list, entry), message, "remove one of the two");
      }),
  );
}
