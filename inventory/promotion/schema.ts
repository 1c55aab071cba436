import * as z from "zod";
import { KPROMO, PROW } from "../yaml/go/reader.ts";
import { plainFormat, type Format } from "../yaml/validate.ts";
import { quoted } from "../../terminal/wording.ts";
import {
  digestPattern,
  imageNamePattern,
  personPattern,
  registryPattern,
  shortDigest,
  tagPattern,
} from "./names.ts";

/**
 * The formats of kpromo's thin manifests (facts/upstream.md §7). As strict as kpromo, plus the rules for digests, tags
 * and names that kpromo applies only to plain manifests.
 */

const digest = z
  .string()
  .regex(digestPattern, {
    error: ({ input }) => {
      const digits = /^sha256:([0-9a-f]*)$/.exec(String(input))?.[1];
      const found = digits === undefined ? quoted(String(input)) : `${digits.length}`;
      return `is no digest: it must be sha256: and 64 lower case hexadecimal digits, not ${found}`;
    },
  })
  .meta({ title: "digest", patternErrorMessage: "must be sha256: and 64 lower case hexadecimal digits" });

const tag = z
  .string()
  .regex(tagPattern, {
    error: ({ input }) =>
      `has the tag ${quoted(String(input))}; a tag has 1 to 128 letters, digits and . _ -, and does not start with . or -`,
  })
  .meta({
    description: "A tag.",
    examples: ['"v1.0.0"'],
    patternErrorMessage: "must be 1 to 128 letters, digits and . _ -, and not start with . or -",
  });

const tags = z.array(tag).meta({
  description: "The tags of the digest; `[]` to promote it without one.",
  examples: [['"v1.0.0"']],
});

const registryName = (description: string, example: string) =>
  z
    .string()
    .regex(registryPattern, {
      error: ({ input }) =>
        `must be an address such as gcr.io/k8s-staging-bom, not the text ${quoted(String(input))}`,
    })
    .meta({
      description,
      examples: [example],
      patternErrorMessage: "must be an address such as gcr.io/k8s-staging-bom",
    });

/** One entry of an images.yaml. */
export const imageEntry = z
  .strictObject({
    name: z
      .string()
      .regex(imageNamePattern, {
        error: ({ input }) =>
          `must be an image name: lower case letters, digits and . _ - /, not the text ${quoted(String(input))}`,
      })
      .meta({
        description: "The image's name below the registry.",
        examples: ["agent-sandbox-controller"],
        patternErrorMessage: "must be an image name: lower case letters, digits and . _ - /",
      }),
    dmap: z
      .record(digest, tags)
      .nullable()
      .meta({
        description: "What is promoted: the tags by digest. A tag never moves to another digest.",
        examples: [{ '"sha256:<64 digits>"': ['"v1.0.0"'] }],
      }),
  })
  .meta({ description: "An image." });

/** The file images.yaml. */
export const imagesFile = z.array(imageEntry).meta({
  description: "The images of one directory that are promoted to registry.k8s.io. kpromo's format.",
});

/** Who built what is promoted, and how (promo-tools 4.6, docs/image-promotion.md, "Provenance policies"). */
const provenance = z
  .strictObject({
    mode: z
      .enum(["off", "warn", "require"])
      .optional()
      .meta({
        description: "Whether a violation is passed over, logged or refused.",
        examples: ["require"],
      }),
    signers: z
      .array(
        z
          .string()
          .regex(/^sigstore(\(identityMatch=regex\))?::[^:]+:.*::.+$/, {
            error: ({ input }) =>
              `must be sigstore::<issuer>::<identity>, not the text ${quoted(String(input))}`,
          })
          .meta({
            description: "A signer.",
            examples: ["sigstore::https://accounts.google.com::<account>"],
            patternErrorMessage: "must be sigstore::<issuer>::<identity>",
          }),
      )
      .optional()
      .meta({ description: "Who may sign the attestations.", examples: [[]] }),
    builders: z
      .array(
        z
          .strictObject({
            id: z
              .string()
              .min(1)
              .meta({ description: "The builder that the provenance names.", examples: ["https://…"] }),
            level: z
              .int()
              .min(1)
              .max(3)
              .meta({ description: "The SLSA build level that it reaches.", examples: [1] }),
            signers: z
              .array(z.string().min(1).meta({ description: "A signer." }))
              .optional()
              .meta({ description: "Which of the signers may claim it.", examples: [[]] }),
          })
          .meta({ description: "A builder." }),
      )
      .optional()
      .meta({ description: "Who may have built it.", examples: [[]] }),
    sources: z
      .array(z.string().min(1).meta({ description: "A repository." }))
      .optional()
      .meta({ description: "The source repositories.", examples: [["github.com/kubernetes-sigs/bom"]] }),
    predicateTypes: z
      .array(z.string().min(1).meta({ description: "The type of an attestation." }))
      .optional()
      .meta({ description: "Attestations that must be there.", examples: [["https://spdx.dev/Document"]] }),
    level: z
      .int()
      .min(2)
      .max(3)
      .optional()
      .meta({ description: "The least SLSA build level.", examples: [2] }),
  })
  .meta({ description: "What the images must be attested with.", examples: [{ mode: "warn" }] });

/** The file promoter-manifest.yaml. */
export const manifestFile = z
  .strictObject({
    registries: z
      .array(
        z
          .strictObject({
            name: registryName("The address of the registry.", "gcr.io/k8s-staging-bom"),
            "service-account": z
              .string()
              .regex(/^[a-z0-9-]+@[a-z0-9.-]+\.iam\.gserviceaccount\.com$/, {
                error: ({ input }) => `must be a service account, not the text ${quoted(String(input))}`,
              })
              .meta({ patternErrorMessage: "must be a service account" })
              .optional()
              .meta({
                description: "The account that kpromo writes as.",
                examples: ["k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com"],
              }),
            src: z
              .boolean()
              .optional()
              .meta({
                description: "True for the source, which has no service account.",
                examples: [true],
                default: false,
              }),
          })
          .meta({ description: "A registry." }),
      )
      .min(1)
      .meta({
        description: "The source and the destinations, which are those of infra/registry/promotion.yaml.",
        examples: [[]],
      }),
    imagesPath: z
      .string()
      .optional()
      .meta({
        description: "Does nothing: the path follows from the directory.",
        examples: ["../../images/…"],
      }),
    provenance: provenance.optional(),
  })
  .meta({ description: "Where the images of one directory are promoted from and to. kpromo's format." });

const person = z
  .string()
  .regex(personPattern, {
    error: ({ input }) => `must be a GitHub name or an alias, not the text ${quoted(String(input))}`,
  })
  .meta({
    description: "A GitHub name or an alias.",
    examples: ["sig-apps-leads"],
    patternErrorMessage: "must be a GitHub name or an alias",
  });

const people = (description: string) =>
  z
    .array(person)
    .optional()
    .meta({ description, examples: [["sig-apps-leads"]] });

const ownersLists = {
  approvers: people("Who may approve changes: GitHub names or aliases."),
  reviewers: people("Who is asked to review."),
  required_reviewers: people("Who is always asked to review."),
  labels: z
    .array(
      z
        .string()
        .min(1)
        .meta({ description: "A label.", examples: ["sig/apps"] }),
    )
    .optional()
    .meta({ description: "Labels of every pull request.", examples: [["sig/apps"]] }),
  emeritus_approvers: people("Former approvers."),
  emeritus_reviewers: people("Former reviewers."),
};

/** An OWNERS file: https://www.kubernetes.dev/docs/guide/owners/#owners-spec */
export const ownersFile = z
  .strictObject({
    ...ownersLists,
    options: z
      .strictObject({
        no_parent_owners: z
          .boolean()
          .optional()
          .meta({ description: "True: the files above do not count.", examples: [true] }),
        auto_approve_unowned_subfolders: z
          .boolean()
          .optional()
          .meta({
            description: "True: folders below without an OWNERS file need no approval.",
            examples: [true],
          }),
      })
      .optional()
      .meta({ description: "How the file works with those above it.", examples: [{}] }),
    filters: z
      .record(
        z.string().meta({ title: "pattern" }),
        z.strictObject(ownersLists).meta({ description: "The lists for these files." }),
      )
      .optional()
      .meta({
        description: "The same lists by the files that they are for, as regular expressions of paths.",
        examples: [{}],
      }),
  })
  .meta({
    description: "Who approves and reviews changes of a folder. The format of Kubernetes' OWNERS files.",
  });

export const imagesFormat: Format = {
  schema: imagesFile,
  firstKey: "- name",
  subject: ([index, ...inner], root) => {
    if (index === undefined) return "the file";
    const image = nameAt(root, Number(index)) ?? `[${index}]`;
    const [key, digest] = inner;
    if (key !== "dmap" || digest === undefined) return [image, ...inner].join(": ");
    return `${image}@${shortDigest(String(digest))}`;
  },
  keyNoun: () => "key",
  reader: KPROMO,
};

export const manifestFormat = plainFormat(manifestFile, "registries", KPROMO);

export const ownersFormat = plainFormat(ownersFile, "approvers", PROW);

function nameAt(root: unknown, index: number): string | undefined {
  const entry: unknown = Array.isArray(root) ? root[index] : undefined;
  const name = (entry as Record<string, unknown> | null | undefined)?.["name"];
  return typeof name === "string" && name !== "" ? name : undefined;
}
