import * as z from "zod";

const gainedAndLost = (description: string) =>
  z.strictObject({ gained: z.array(z.string()), lost: z.array(z.string()) }).describe(description);

/** What happens to an image in a list, from most to least severe. */
export const imageOperations = ["remove", "untag", "publish", "tag"] as const;

const imageChange = z.strictObject({
  operation: z
    .enum(imageOperations)
    .describe(
      "remove: the digest leaves the list, and production keeps it; untag: the same of tags; publish: a digest that was not in the list; tag: further tags of one that was.",
    ),
  name: z.string().describe("The image's name in the list, such as `charts/dra-example-driver`."),
  digest: z.string(),
  tags: z.array(z.string()),
});

export const promotionChange = z.strictObject({
  directory: z.string(),
  presence: z.enum(["new", "changed", "gone"]),
  served: z
    .array(z.string())
    .describe(
      "Where its images are served: registry.k8s.io, or a path below it such as `registry.k8s.io/kind`.",
    ),
  locations: z.int().min(0).describe("To how many locations they are copied."),
  images: z.array(imageChange).describe("In the order of the list."),
  sources: gainedAndLost("The registries that images are promoted from."),
  destinations: gainedAndLost("The registries that images are promoted to, in every location."),
  paths: gainedAndLost("Where images are served."),
  accounts: gainedAndLost("The accounts that kpromo writes as."),
  provenance: z
    .strictObject({ before: z.string(), after: z.string() })
    .optional()
    .describe("Whose builds are accepted, if that changes; empty where anything is."),
});

export type PromotionChange = z.output<typeof promotionChange>;
export type ImageChange = PromotionChange["images"][number];
export type ImageOperation = ImageChange["operation"];
