import { join } from "node:path/posix";
import { badData } from "../check/required.ts";
import { checkAll } from "../check/index.ts";
import { settingsIn } from "../check/promotion.ts";
import type { Data } from "../data.ts";
import type { StagingProject } from "../projects/types.ts";
import type { Promotion, PromotionSettings, StagingSource } from "../promotion/types.ts";
import { buildsFolder, type DataSources } from "../sources.ts";
import { diagnosticsJson } from "../yaml/format.ts";
import { findingsByName, type Area } from "./findings.ts";
import { newestTag } from "./newest.ts";
import type { Catalog, CatalogEntry } from "./schema.ts";

/** An entry before what is promoted and what is wrong are known. */
type Declared = Omit<CatalogEntry, "promoted" | "findings">;

/**
 * What there is: every staging project and every registry of the shared staging project. Mistakes that leave the data
 * usable are findings; for others, throws a `UserError`.
 *
 * @param day the day on which exceptions must not have expired, as `YYYY-MM-DD`
 */
export function catalogOf(sources: DataSources, day: string): Catalog {
  const { data, promotion, diagnostics } = checkAll(sources, { scope: "all", day });
  const settings = data && settingsIn(sources, data.inventory).settings;
  if (data === undefined || promotion === undefined || settings === undefined) throw badData(diagnostics);
  const declared = declaredIn(data, settings);
  const directories = directoriesOf(declared, promotion);
  const areas = areasOf(data, declared, directories, sources);
  const { byName, elsewhere } = findingsByName(areas, diagnostics);
  const entries = declared.map((entry): CatalogEntry => ({
    ...entry,
    promoted: promotedFrom(directories.get(entry.name) ?? [], promotion),
    findings: diagnosticsJson(byName.get(entry.name) ?? []),
  }));
  return { entries, total: entries.length, elsewhere };
}

function declaredIn({ inventory }: Data, { sources }: PromotionSettings): Declared[] {
  const sigs = new Map(inventory.stagingProjects.map(({ group, sig }) => [group, sig]));
  const projects = new Set(inventory.stagingProjects.map(({ id }) => id));
  const shared = [...sources].filter(([, { project }]) => !projects.has(project)).sort(byKey);
  return [
    ...inventory.stagingProjects.map((project): Declared => ({
      name: project.id,
      kind: "project",
      ...sigIn(project.sig),
      state: project.state,
      group: project.group,
      origin: project.origin,
      builds: project.builds.length,
      repositories: addressesOf(project, sources),
    })),
    ...shared.map(([address, { project, group, origin }]): Declared => ({
      name: `${project}/${address.slice(address.lastIndexOf("/") + 1)}`,
      kind: "registry",
      ...sigIn(sigs.get(group)),
      state: "active",
      group,
      origin,
      repositories: [address],
    })),
  ];
}

function addressesOf({ id }: StagingProject, sources: PromotionSettings["sources"]): string[] {
  return [...sources]
    .filter(([, { project }]) => project === id)
    .map(([address]) => address)
    .sort();
}

function sigIn(sig: string | undefined): { sig?: string } {
  return sig === undefined ? {} : { sig };
}

/** The directories that promote from each entry, by its name; a directory without a readable source goes by its own. */
function directoriesOf(entries: readonly Declared[], { manifests, lists }: Promotion): Map<string, string[]> {
  const owners = new Map(
    entries.flatMap(({ name, repositories }) => repositories.map((each) => [each, name])),
  );
  const sourceOf = new Map(
    manifests.map(({ directory, registries }) => [directory, registries.find(({ source }) => source)?.name]),
  );
  const names = new Set([...manifests, ...lists].map(({ directory }) => directory));
  const result = new Map<string, string[]>();
  for (const directory of [...names].sort()) {
    const owner = owners.get(sourceOf.get(directory) ?? "") ?? directory;
    result.set(owner, [...(result.get(owner) ?? []), directory]);
  }
  return result;
}

function promotedFrom(directories: readonly string[], { lists }: Promotion): CatalogEntry["promoted"] {
  const images = lists
    .filter(({ directory }) => directories.includes(directory))
    .flatMap((list) => list.images);
  const newest = newestTag(images);
  return { directories: [...directories], images: images.length, ...(newest && { newest }) };
}

/** Where each entry is declared: itself, its builds, its group, and what is promoted from it. */
function areasOf(
  { inventory, groups }: Data,
  entries: readonly Declared[],
  directories: ReadonlyMap<string, readonly string[]>,
  { shown }: DataSources,
): Area[] {
  const promotion = shown.promotionFolder;
  return [
    ...entries.flatMap(({ name, origin }): Area[] => [
      { at: origin, names: [name] },
      { at: join(buildsFolder(shown.infraFile), `${name}.yaml`), names: [name] },
      ...(directories.get(name) ?? []).flatMap((directory) =>
        ["images", "manifests"].map((kind) => ({ at: join(promotion, kind, directory), names: [name] })),
      ),
    ]),
    ...inventory.otherProjects.map(({ origin }) => ({ at: origin, names: [] })),
    ...groups.map(({ email, origin }) => ({
      at: origin,
      names: entries.filter(({ group }) => group === email).map(({ name }) => name),
    })),
  ];
}

function byKey([a]: [string, StagingSource], [b]: [string, StagingSource]): number {
  return a < b ? -1 : 1;
}
