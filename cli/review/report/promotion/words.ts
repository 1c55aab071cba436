import { shortDigest } from "../../../../inventory/promotion/names.ts";
import { counted, listed } from "../../../../terminal/wording.ts";
import type { DetailLine } from "../details.ts";
import { imageOperations, type ImageChange, type ImageOperation, type PromotionChange } from "./schema.ts";

/** At most this many images are named in a sentence. */
const NAMED = 3;

/** At most this many images of a directory are listed in its details; the JSON report has all. */
const SHOWN = 20;

const TO_DO: Readonly<Record<ImageOperation, string>> = {
  remove: "taken off the list",
  untag: "to lose tags in the list",
  publish: "to publish",
  tag: "to tag",
};

const SIGNS: Readonly<Record<ImageOperation, DetailLine["sign"]>> = {
  remove: "-",
  untag: "-",
  publish: "+",
  tag: "+",
};

/** `1 digest to publish, 2 digests to tag`; `its registries change` where no image does. */
export function promotionWords(changes: readonly PromotionChange[]): string {
  const images = changes.flatMap((change) => change.images);
  const parts = imageOperations.flatMap((operation) => {
    const count = images.filter((image) => image.operation === operation).length;
    return count === 0 ? [] : [`${counted(count, "digest")} ${TO_DO[operation]}`];
  });
  if (parts.length > 0) return parts.join(", ");
  return changes.length === 1
    ? "its registries change"
    : `registries of ${changes.length} directories change`;
}

/** `hello:v0.2.0 (sha256:50c2…)`; beyond a few, with their number. */
export function imageWords(images: readonly ImageChange[]): string {
  const names = listed(images.map(imageName), NAMED);
  return images.length > NAMED + 1 ? `${counted(images.length, "digest")} (${names})` : names;
}

function imageName({ name, digest, tags }: ImageChange): string {
  if (tags.length === 0) return `${name}@${shortDigest(digest)}`;
  return `${name}:${listed(tags, NAMED)} (${shortDigest(digest)})`;
}

/** `registry.k8s.io/kind`; `the root of registry.k8s.io` for that itself. */
export function pathWords(paths: readonly string[]): string {
  return listed(
    paths.map((path) => (path.includes("/") ? path : `the root of ${path}`)),
    NAMED,
  );
}

/** Describes what changes in a directory, line by line. */
export function promotionLines(change: PromotionChange): DetailLine[] {
  const { served, locations, images, sources, destinations, accounts, provenance } = change;
  const left = images.length - SHOWN;
  const line = (sign: DetailLine["sign"], text: string): DetailLine => ({ sign, text });
  const both = (what: string, { gained, lost }: PromotionChange["sources"]) => [
    ...lost.map((item) => line("-", `${what} ${item}`)),
    ...gained.map((item) => line("+", `${what} ${item}`)),
  ];
  return [
    ...(served.length === 0
      ? []
      : [line(" ", `served as ${pathWords(served)}, in ${counted(locations, "location")}`)]),
    ...both("from", sources),
    ...both("to", destinations),
    ...both("as", accounts),
    ...(provenance === undefined
      ? []
      : [
          line("-", `provenance: ${provenance.before || "of anybody's builds"}`),
          line("+", `provenance: ${provenance.after || "of anybody's builds"}`),
        ]),
    ...images.slice(0, SHOWN).map(({ operation, name, digest, tags }) => {
      const tagged = tags.length === 0 ? "" : ` ${listed(tags)}`;
      return line(SIGNS[operation], `${name}@${digest}${tagged}`);
    }),
    ...(left > 0 ? [line(" ", `and ${counted(left, "more digest")}: --format json shows all`)] : []),
  ];
}
