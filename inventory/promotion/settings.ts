import * as z from "zod";
import type { Diagnostic } from "../yaml/diagnostics.ts";
import { hasErrors, inReadingOrder } from "../yaml/diagnostics.ts";
import type { PlacedData } from "../yaml/document.ts";
import { groupPattern } from "../projects/naming.ts";
import { parse } from "../yaml/parse.ts";
import { readSource } from "../yaml/source.ts";
import type { Inventory } from "../projects/types.ts";
import type { Format } from "../yaml/validate.ts";
import { validate } from "../yaml/validate.ts";
import { place } from "./schema.ts";
import type { PromotionException, PromotionSettings, StagingSource } from "./types.ts";

/** The file that declares where images are promoted to. */
export const PROMOTION_FILE = "infra/registry/promotion.yaml";

/** The file that declares the repositories of the shared staging project. */
export const SHARED_FILE = "infra/gcp/k8s-staging-images.yaml";

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

/** The two files: their absolute paths, and their names in messages. */
export interface SettingsFiles {
  readonly promotion: { readonly path: string; readonly shown: string };
  readonly shared: { readonly path: string; readonly shown: string };
}

/** Loads the settings against which the tree is checked. Never throws because of the files. */
export function loadSettings(inventory: Inventory, files: SettingsFiles): SettingsResult {
  const promotion = read(files.promotion, "project", promotionFile);
  const shared = read(files.shared, "registries", sharedFile);
  const diagnostics = inReadingOrder([...promotion.diagnostics, ...shared.diagnostics]);
  if (promotion.value === undefined || shared.value === undefined)
    return { settings: undefined, diagnostics };
  const { exceptions, ...rest } = promotion.value;
  const settings: PromotionSettings = {
    ...rest,
    locationsFile: files.promotion.shown,
    exceptions: new Map(Object.entries(exceptions).map(([name, entry]) => [name, exceptionOf(entry)])),
    sources: new Map([
      ...ownRepositories(inventory),
      ...Object.entries(shared.value.registries).map(([name, { group }]): [string, StagingSource] => [
        `${stagingLocation}-docker.pkg.dev/${sharedProject}/${name}`,
        { group, origin: shared.data.keyAt(["registries", name]) },
      ]),
    ]),
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

type Read<T> =
  | {
      readonly value: T;
      readonly data: PlacedData;
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly value: undefined; readonly diagnostics: readonly Diagnostic[] };

function read<T>({ path, shown }: SettingsFiles["shared"], firstKey: string, schema: z.ZodType<T>): Read<T> {
  const source = readSource(path, shown);
  if ("rule" in source) return { value: undefined, diagnostics: [source] };
  const { data, diagnostics: unparsable } = parse(source, firstKey);
  if (data === undefined) return { value: undefined, diagnostics: unparsable };
  const format: Format = { schema, subject: place, keyNoun: () => "key" };
  const diagnostics = [...unparsable, ...validate(data, format)];
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return { value: schema.parse(data.value), data, diagnostics };
}
