import { settingsIn } from "../../../inventory/check/promotion.ts";
import { sourceAt } from "../../../inventory/promotion/destinations.ts";
import { readManifest } from "../../../inventory/promotion/manifest.ts";
import { FILES, MAX_BYTES } from "../../../inventory/promotion/names.ts";
import type { PromotionSettings } from "../../../inventory/promotion/types.ts";
import type { StagingProject } from "../../../inventory/projects/types.ts";
import { OWN_PATHS, folderIn } from "../../../inventory/sources.ts";
import { isBelow, type Tree } from "../../../inventory/yaml/tree.ts";
import type { Current } from "./current.ts";
import type { Step } from "./plan.ts";

/** Removes the directories of registry.k8s.io/ that promote from a project, with every file in them. */
export function removePromotion({ id }: StagingProject, { sources, inventory }: Current): Step[] {
  const { settings } = settingsIn(sources, inventory);
  // Settings with mistakes are reported when the change is checked.
  if (settings === undefined) return [];
  const tree = folderIn(sources, "promotionFolder");
  const { paths } = tree.list();
  const directories = paths.flatMap(
    (path) => /^manifests\/([^/]+)\/promoter-manifest\.yaml$/.exec(path)?.[1] ?? [],
  );
  return directories
    .filter((directory) => projectOf(tree, directory, settings) === id)
    .flatMap((directory) =>
      paths.filter((path) =>
        ["images", "manifests"].some((folder) => isBelow(path, `${folder}/${directory}`)),
      ),
    )
    .map((path) => ({
      path: `${OWN_PATHS.promotionFolder}/${path}`,
      what: "leaves; what was promoted stays",
      edit: () => undefined,
      remove: true,
    }));
}

/** The project that a directory promotes from; undefined if it is unknown. */
function projectOf(tree: Tree, directory: string, settings: PromotionSettings): string | undefined {
  const source = tree.read(`manifests/${directory}/${FILES.manifest}`, MAX_BYTES);
  if ("rule" in source) return undefined;
  const from = readManifest(source, directory).manifest?.registries.find((registry) => registry.source);
  return from && sourceAt(from.name, settings)?.project;
}
