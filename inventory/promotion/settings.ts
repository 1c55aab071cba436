import type * as z from "zod";
import type { Inventory } from "../projects/types.ts";
import { inReadingOrder, type Diagnostic } from "../yaml/diagnostics.ts";
import type { LocatedData } from "../yaml/document.ts";
import { loadFile, type FileKind } from "../yaml/file.ts";
import type { Source } from "../yaml/source.ts";
import { plainFormat } from "../yaml/validate.ts";
import { kpromoIn } from "./kpromo.ts";
import { promotionFile, sharedFile } from "./settingsSchema.ts";
import type { PromotionException, PromotionSettings, StagingSource } from "./types.ts";

/** The shared staging project (facts/upstream.md §1.2). */
const sharedProject = "k8s-staging-images";

/** The location of the repositories of every staging project (facts/upstream.md §1.1). */
const stagingLocation = "us-central1";

/** The settings, unless a file is unusable, and all diagnostics in reading order. */
export interface SettingsResult {
  readonly settings: PromotionSettings | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const promotionKind = recordKind<PromotionDeclaration>(promotionFile, "project", (data) => {
  const { waivers = [], ...rest } = promotionFile.parse(data.value);
  return {
    ...rest,
    waivers: waivers.map((waiver, index) => ({ ...waiver, origin: data.keyAt(["waivers", index]) })),
    locationsFile: data.keyAt([]).file,
  };
});

const sharedKind = recordKind(sharedFile, "registries", (data) =>
  Object.entries(sharedFile.parse(data.value).registries).map(
    ([name, { group }]): [string, StagingSource] => [
      `${stagingLocation}-docker.pkg.dev/${sharedProject}/${name}`,
      { project: sharedProject, group, active: true, origin: data.keyAt(["registries", name]) },
    ],
  ),
);

type PromotionDeclaration = Omit<z.output<typeof promotionFile>, "waivers"> &
  Pick<PromotionSettings, "waivers" | "locationsFile">;

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
 * @param jobs the file of the jobs that promote, likewise
 */
export function loadSettings(
  inventory: Inventory,
  promotion: Source | Diagnostic,
  shared: Source | Diagnostic,
  jobs: Source | Diagnostic,
): SettingsResult {
  const declared = loadFile(promotion, promotionKind);
  const repositories = loadFile(shared, sharedKind);
  const { kpromo, diagnostics: inJobs } = kpromoIn(jobs);
  const diagnostics = inReadingOrder([...declared.diagnostics, ...repositories.diagnostics, ...inJobs]);
  if (declared.records === undefined || repositories.records === undefined)
    return { settings: undefined, diagnostics };
  const { exceptions, ...rest } = declared.records;
  const settings: PromotionSettings = {
    ...rest,
    kpromo,
    exceptions: new Map(Object.entries(exceptions).map(([name, entry]) => [name, exceptionOf(entry)])),
    sources: new Map([...ownRepositories(inventory), ...repositories.records]),
  };
  return { settings, diagnostics };
}

/** Both addresses of every project that publishes images (facts/upstream.md §0, §1.1). */
function ownRepositories({ stagingProjects }: Inventory): [string, StagingSource][] {
  return stagingProjects
    .filter(({ profile }) => profile === "images")
    .flatMap(({ id, group, state, origin }): [string, StagingSource][] => {
      const source = { project: id, group, active: state === "active", origin };
      return [
        [`gcr.io/${id}`, source],
        [`${stagingLocation}-docker.pkg.dev/${id}/images`, source],
      ];
    });
}

function exceptionOf({ subdirectories, reason }: PromotionException): PromotionException {
  return { subdirectories: subdirectories.map((path) => (path === "." ? "" : path)), reason };
}
