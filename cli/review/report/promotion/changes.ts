import type { CheckedPromotion } from "../../../../inventory/check/promotion.ts";
import { destinationsIn, productionAddress } from "../../../../inventory/promotion/destinations.ts";
import { servedPaths } from "../../../../inventory/promotion/rules/conflicts.ts";
import type {
  Change,
  ImageList,
  PromoterManifest,
  PromotionSettings,
} from "../../../../inventory/promotion/types.ts";
import type { ImageChange, PromotionChange } from "./schema.ts";

/** Describes what a change does to promotion, by directory; empty where none of it can be read. */
export function promotionChanges(promoted: CheckedPromotion | undefined): PromotionChange[] {
  if (promoted?.settings === undefined || promoted.promotion === undefined) return [];
  const { settings, promotion, changes } = promoted;
  const manifests = new Map(promotion.manifests.map((manifest) => [manifest.directory, manifest]));
  const lists = new Set(promotion.lists.map(({ directory }) => directory));
  return changes
    .map((change) => {
      const manifest = manifests.get(change.directory) ?? change.manifest?.before;
      const listed = lists.has(change.directory) || change.list === undefined;
      return described(change, manifest, listed, settings);
    })
    .filter(isOne)
    .sort((a, b) => (a.directory < b.directory ? -1 : 1));
}

/**
 * @param manifest where the directory promotes to; undefined if that is not known
 * @param listed whether the directory still has a list
 */
function described(
  { directory, list, manifest: manifestChange }: Change,
  manifest: PromoterManifest | undefined,
  listed: boolean,
  settings: PromotionSettings,
): PromotionChange {
  const { before, after } = manifestChange ?? { before: manifest, after: manifest };
  const isNew = list !== undefined && list.before === undefined;
  const destinations = (of: PromoterManifest | undefined) =>
    of === undefined ? [] : destinationsIn(of, settings).map(({ name }) => name);
  const paths = (of: PromoterManifest | undefined) =>
    of === undefined ? [] : [...servedPaths(of, settings)];
  const locations = new Set(
    destinations(manifest).map((name) => productionAddress(name, settings)?.location ?? name),
  );
  const provenance = { before: before?.provenance ?? "", after: after?.provenance ?? "" };
  return {
    directory,
    presence: isNew ? "new" : listed ? "changed" : "gone",
    served: paths(manifest),
    locations: locations.size,
    images: list === undefined ? [] : imageChanges(list.before, list.after),
    sources: differing(sourcesOf(before), sourcesOf(after)),
    destinations: differing(destinations(before), destinations(after)),
    paths: differing(paths(before), paths(after)),
    accounts: differing(accountsOf(before), accountsOf(after)),
    ...(provenance.before !== provenance.after && { provenance }),
  };
}

/** Whether anything changes but comments and order. */
function isOne({ images, sources, destinations, accounts, provenance }: PromotionChange): boolean {
  const parts = [sources, destinations, accounts].flatMap(({ gained, lost }) => [...gained, ...lost]);
  return images.length + parts.length > 0 || provenance !== undefined;
}

/** What differs between two lists: first what is added, in the order of the list, then what is gone. */
function imageChanges(before: ImageList | undefined, after: ImageList | undefined): ImageChange[] {
  const [former, present] = [tagsIn(before), tagsIn(after)];
  const added = [...present].flatMap(([key, entry]): ImageChange[] => {
    const old = former.get(key);
    if (old === undefined) return [{ operation: "publish", ...entry }];
    const tags = entry.tags.filter((tag) => !old.tags.includes(tag));
    return tags.length === 0 ? [] : [{ operation: "tag", ...entry, tags }];
  });
  const gone = [...former].flatMap(([key, entry]): ImageChange[] => {
    const now = present.get(key);
    if (now === undefined) return [{ operation: "remove", ...entry }];
    const tags = entry.tags.filter((tag) => !now.tags.includes(tag));
    return tags.length === 0 ? [] : [{ operation: "untag", ...entry, tags }];
  });
  return [...added, ...gone];
}

type Entry = Omit<ImageChange, "operation">;

/** The tags of each digest of each image; an image that is listed twice counts as one. */
function tagsIn(list: ImageList | undefined): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { name, digests } of list?.images ?? []) {
    for (const { digest, tags } of digests) {
      const key = `${name}@${digest}`;
      entries.set(key, { name, digest, tags: [...(entries.get(key)?.tags ?? []), ...tags] });
    }
  }
  return entries;
}

function sourcesOf(manifest: PromoterManifest | undefined): string[] {
  return (manifest?.registries ?? []).filter(({ source }) => source).map(({ name }) => name);
}

function accountsOf(manifest: PromoterManifest | undefined): string[] {
  return (manifest?.registries ?? []).flatMap(({ serviceAccount }) => serviceAccount ?? []);
}

function differing(before: readonly string[], after: readonly string[]): PromotionChange["sources"] {
  const [former, present] = [new Set(before), new Set(after)];
  return {
    gained: [...present].filter((item) => !former.has(item)),
    lost: [...former].filter((item) => !present.has(item)),
  };
}
