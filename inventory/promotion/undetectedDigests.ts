import { warning, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Source } from "../yaml/source.ts";
import { counted } from "../../terminal/wording.ts";
import { joined } from "./blocks.ts";
import { digestPattern, shortDigest } from "./names.ts";
import { placeIn } from "./places.ts";
import type { PromotedDigest, PromotedImage } from "./types.ts";

/** A digest in double quotes, as kpromo searches for it in a diff (promo-tools, `digestRe`). */
const QUOTED = /"(sha256:[0-9a-f]{64})"/g;

/**
 * Warns about digests that kpromo reads but does not find in a diff, and so promotes neither after the change nor in
 * the catch-up: it recognizes only lines with exactly one digest in double quotes (promo-tools, `digestsFromDiff`). One
 * warning per image.
 */
export function undetectedDigests(source: Source, images: readonly PromotedImage[]): Diagnostic[] {
  const lines = source.text.split("\n");
  const isSeen = ({ digest, line }: PromotedDigest) => {
    const found = [...(lines[line - 1] ?? "").matchAll(QUOTED)];
    return found.length === 1 && found[0]![1] === digest;
  };
  return joined(images).flatMap(({ name, digests }) => {
    const unseen = digests.filter((entry) => digestPattern.test(entry.digest) && !isSeen(entry));
    const [first] = unseen;
    if (first === undefined) return [];
    const which = unseen.length === 1 ? shortDigest(first.digest) : counted(unseen.length, "digest");
    const message = `${name}: kpromo does not find ${which} in a change, and promotes nothing`;
    const hint = "write each digest in double quotes, on a line with no other";
    return [warning("unseen-digest", placeIn(source, first), message, hint)];
  });
}
