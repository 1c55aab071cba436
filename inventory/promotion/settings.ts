import * as z from "zod";
import { groupPattern } from "../projects/naming.ts";
import type { Inventory } from "../projects/types.ts";
import { inReadingOrder, type Diagnostic } from "../yaml/diagnostics.ts";
import type { LocatedData } from "../yaml/document.ts";
import { loadFile, type FileKind } from "../yaml/file.ts";
import type { Source } from "../yaml/source.ts";
import { plainFormat } from "../yaml/validate.ts";
import type { PromotionException, PromotionSettings, StagingSource } from "./types.ts";

/** The shared staging project (facts/upstream.md §1.2). */
const sharedProject = "k8s-staging-images";

/** The location of the repositories of every staging project (facts/upstream.md §1.1). */
const stagingLocation = "us-central1";

const word = (description: string, example: string, pattern = /^[a-z]([a-z0-9-]*[a-z0-9])?$/) =>
  z
    .string()
    .regex(pattern, `must be of the form ${example}`)
    .meta({ description, examples: [example] });

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
  })
  .meta({
    description: "What promotion is held to: where images are promoted to, by whom, and who may differ.",
  });

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

/** The settings, unless a file is unusable, and all diagnostics in reading order. */
export interface SettingsResult {
  readonly settings: PromotionSettings | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const promotionKind = recordKind<PromotionDeclaration>(promotionFile, "project", (data) => ({
  ...promotionFile.parse(data.value),
  locationsFile: data.keyAt([]).file,
}));

const sharedKind = recordKind(sharedFile, "registries", (data) =>
  Object.entries(sharedFile.parse(data.value).registries).map(
    ([name, { group }]): [string, StagingSource] => [
      `${stagingLocation}-docker.pkg.dev/${sharedProject}/${name}`,
      { group, origin: data.keyAt(["registries", name]) },
    ],
  ),
);

type PromotionDeclaration = z.output<typeof promotionFile> & Pick<PromotionSettings, "locationsFile">;

function recordKind<Records>(
  schema: z.ZodType,
  firstKey: string,
  recordsOf: (data: LocatedData) => Records,
): FileKind<LocatedData, Records> {
  return { format: plainFormat(schema, firstKey), declare: (data) => data, rules: [], recordsOf };
}

/**
 * Loads the settings against which the tree is checked. Never throws because of the files.
 *
 * @param promotion the file that declares where images are promoted to, or the diagnostic of a failed read
 * @param shared the file that declares the repositories of the shared staging project, likewise
 */
export function loadSettings(
  inventory: Inventory,
  promotion: Source | Diagnostic,
  shared: Source | Diagnostic,
): SettingsResult {
  const declared = loadFile(promotion, promotionKind);
  const repositories = loadFile(shared, sharedKind);
  const diagnostics = inReadingOrder([...declared.diagnostics, ...repositories.diagnostics]);
  if (declared.records === undefined || repositories.records === undefined)
    return { settings: undefined, diagnostics };
  const { exceptions, ...rest } = declared.records;
  const settings: PromotionSettings = {
    ...rest,
    exceptions: new Map(Object.entries(exceptions).map(([name, entry]) => [name, exceptionOf(entry)])),
    sources: new Map([...ownRepositories(inventory), ...repositories.records]),
  };
  return { settings, diagnostics };
}

/** Both addresses of every project that publishes images (facts/upstream.md §0, §1.1). */
function ownRepositories({ stagingProjects }: Inventory): [string, StagingSource][] {
  return stagingProjects
    .filter(({ profile }) => profile === "images")
    .flatMap(({ id, group, origin }): [string, StagingSource][] => [
      [`gcr.io/${id}`, { group, origin }],
      [`${stagingLocation}-docker.pkg.dev/${id}/images`, { group, origin }],
    ]);
}

function exceptionOf({ subdirectories, reason }: PromotionException): PromotionException {
  return { subdirectories: subdirectories.map((path) => (path === "." ? "" : path)), reason };
}
