import * as z from "zod";
import { day, daysBetween } from "../yaml/day.ts";
import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import { digestPattern, imageNamePattern, shortDigest } from "./names.ts";
import type { PromotionWaiver } from "./types.ts";

const text = (description: string, example: string) =>
  z
    .string()
    .trim()
    .min(1)
    .meta({ description, examples: [example] });

/** One entry of `waivers` in `infra/registry/promotion.yaml`. */
export const waiverEntry = z
  .strictObject({
    directory: text("The directory below registry.k8s.io/images.", "k8s-staging-kro"),
    image: z
      .string()
      .regex(imageNamePattern, "must be the name of an image")
      .meta({ description: "The image, as images.yaml names it.", examples: ["kro/controller"] }),
    digest: z
      .string()
      .regex(digestPattern, "must be sha256: and 64 lower case hexadecimal digits")
      .meta({ description: "The digest that leaves.", examples: ["sha256:<64 digits>"] }),
    reason: text(
      "Why it was listed, and how one knows that it was never promoted.",
      "the digest of a local build",
    ),
    approver: text("Who answers for it: a release manager.", "<GitHub name>"),
    day: day.meta({ description: "The day of the approval (UTC).", examples: ["2026-12-01"] }),
  })
  .meta({
    description:
      "Lets a digest that was merged by mistake leave its list. `bin/infra promote plan` asks every location whether it was promoted.",
  });

/** The waiver of a digest, if there is one. */
export function waiverOf(
  waivers: readonly PromotionWaiver[],
  directory: string,
  image: string,
  digest: string,
): PromotionWaiver | undefined {
  return waivers.find(
    (waiver) => waiver.directory === directory && waiver.image === image && waiver.digest === digest,
  );
}

/** Reports waivers that are dated ahead of `today`, a day as `YYYY-MM-DD`. */
export function checkWaiverDays(waivers: readonly PromotionWaiver[], today: string): Diagnostic[] {
  return waivers
    .filter((waiver) => daysBetween(today, waiver.day) > 1) // East of Greenwich, the local date may be a day ahead.
    .map(({ image, digest, day: dated, origin }) => {
      const message = `the waiver for ${image}@${shortDigest(digest)} is dated ${dated}, which is in the future`;
      return error("date-in-future", origin, message, "write the day on which it was approved");
    });
}

/** Where and by whom a finding was waived, for the hint of its warning. */
export function waivedBy({ approver, reason, origin }: PromotionWaiver): string {
  return `waived by ${approver} in ${origin.file}:${origin.line}: ${reason}`;
}

/** The lines of a waiver to add to the file, with blanks to fill in. */
export function waiverLines(directory: string, image: string, digest: string): string[] {
  return [
    "waivers:",
    `  - directory: ${directory}`,
    `    image: ${image}`,
    `    digest: ${digest}`,
    "    reason: <how it got there, and why it was never promoted>",
    "    approver: <the release manager who answers for it>",
    "    day: <today, as YYYY-MM-DD>",
  ];
}
