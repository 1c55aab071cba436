import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { quoted } from "../../../terminal/wording.ts";
import { shortDigest } from "../names.ts";
import { placeIn } from "../places.ts";
import type { ImageList, Promotion, PromotedImage } from "../types.ts";

/** Checks that an image has one entry, since kpromo's commands see only the last, and that digests list tags once. */
export function checkRepetitions({ lists }: Promotion): Diagnostic[] {
  return lists.flatMap((list) => [...checkImagesOnce(list), ...checkTagsOnce(list)]);
}

function checkImagesOnce(list: ImageList): Diagnostic[] {
  const first = new Map<string, PromotedImage>();
  return list.images.flatMap((image) => {
    const other = first.get(image.name);
    if (other === undefined) {
      first.set(image.name, image);
      return [];
    }
    const message = `${image.name} is already listed on line ${other.line}`;
    const hint = "put all digests of an image below one name";
    return [error("duplicate-image", placeIn(list, image), message, hint)];
  });
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
