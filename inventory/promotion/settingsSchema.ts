import * as z from "zod";
import { groupPattern } from "../projects/naming.ts";
import { waiverEntry } from "./waivers.ts";

const word = (description: string, example: string, pattern = /^[a-z]([a-z0-9-]*[a-z0-9])?$/) =>
  z
    .string()
    .regex(pattern, `must be of the form ${example}`)
    .meta({ description, examples: [example] });

/** The file `infra/registry/promotion.yaml`. */
export const promotionFile = z
  .strictObject({
    project: word("The production project.", "k8s-artifacts-prod"),
    repository: word("The production repository, the same in every location.", "images"),
    promoter: word(
      "The account that writes it.",
      "k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com",
      /^[a-z0-9-]+@[a-z0-9-]+\.iam\.gserviceaccount\.com$/,
    ),
    locations: z
      .array(word("A location of Artifact Registry.", "europe-west1", /^[a-z]+(-[a-z]+)+[0-9]+$/))
      .min(1)
      .meta({ description: "Where images are promoted to.", examples: [["europe-west1"]] }),
    exceptions: z
      .record(
        z.string().meta({ title: "directory" }),
        z
          .strictObject({
            subdirectories: z
              .array(word("`.` for the root, or a path.", "kubernetes", /^(\.|[a-z0-9-]+(\/[a-z0-9-]+)*)$/))
              .min(1)
              .meta({ description: "Where the directory promotes to.", examples: [["kubernetes"]] }),
            reason: z
              .string()
              .trim()
              .min(1)
              .meta({ description: "Why.", examples: ["images of Kubernetes itself"] }),
          })
          .meta({ description: "Where a directory promotes to instead." }),
      )
      .meta({
        description: "Directories that promote elsewhere than to the subdirectory that they are named after.",
        examples: [{}],
      }),
    waivers: z
      .array(waiverEntry)
      .optional()
      .meta({
        description:
          "Digests that may leave their lists, because they were merged by mistake and never promoted.",
        examples: [[]],
      }),
  })
  .meta({
    description: "What promotion is held to: where images are promoted to, by whom, and who may differ.",
  });

/** The file `infra/gcp/k8s-staging-images.yaml`. */
export const sharedFile = z
  .strictObject({
    registries: z
      .record(
        z
          .string()
          .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, "must be the name of a repository")
          .meta({ title: "repository" }),
        z
          .strictObject({
            group: z
              .string()
              .regex(groupPattern, "must be a group of kubernetes.io")
              .meta({ description: "Who writes it.", examples: ["k8s-infra-staging-kro@kubernetes.io"] }),
          })
          .meta({ description: "A repository." }),
      )
      .meta({ description: "The repositories by name.", examples: [{}] }),
  })
  .meta({ description: "The repositories of the shared staging project k8s-staging-images." });
