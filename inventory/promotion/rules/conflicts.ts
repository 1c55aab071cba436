import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { destinationsIn, productionAddress } from "../destinations.ts";
import { shortDigest } from "../names.ts";
import { placeIn } from "../places.ts";
import type {
  ImageList,
  PromotedDigest,
  PromotedImage,
  PromoterManifest,
  Promotion,
  PromotionRegistry,
  PromotionSettings,
} from "../types.ts";

interface Entry {
  readonly list: ImageList;
  readonly image: PromotedImage;
}

/**
 * Checks that no tag of a destination has two digests, across the whole tree. kpromo also detects this, but then stops
 * all promotion, and its presubmit sees only the diff (facts/upstream.md §10, row 15). The same digest twice is
 * harmless.
 */
export function checkConflicts({ manifests, lists }: Promotion, settings: PromotionSettings): Diagnostic[] {
  const paths = new Map(manifests.map((manifest) => [manifest.directory, servedPaths(manifest, settings)]));
  const byPath = new Map<string, Entry[]>();
  for (const list of lists) {
    for (const path of paths.get(list.directory) ?? [list.directory]) {
      for (const image of list.images) {
        const target = `${path}/${image.name}`;
        const entries = byPath.get(target);
        if (entries === undefined) byPath.set(target, [{ list, image }]);
        else entries.push({ list, image });
      }
    }
  }
  const told = new Set<string>();
  return [...byPath].flatMap(([target, entries]) => conflictsAt(target, entries, told));
}

/** Where the images of a manifest are served, regardless of location, such as `registry.k8s.io/kind`. */
export function servedPaths(manifest: PromoterManifest, settings: PromotionSettings): ReadonlySet<string> {
  return new Set([...onePerPath(destinationsIn(manifest, settings))].map((name) => served(name, settings)));
}

/** One address, the last, of those that differ only in their host. */
function onePerPath(registries: readonly PromotionRegistry[]): Iterable<string> {
  return new Map(registries.map(({ name }) => [name.slice(name.indexOf("/")), name])).values();
}

/** An address without its location: all locations get the same images, so they have the same conflicts. */
function served(name: string, settings: PromotionSettings): string {
  const address = productionAddress(name, settings);
  if (address === undefined) return name;
  return address.subdirectory === "" ? "registry.k8s.io" : `registry.k8s.io/${address.subdirectory}`;
}

/** Whether all tags are unique, which is the common case and fast to check. */
function areUnique(entries: readonly Entry[]): boolean {
  const seen = new Set<string>();
  let count = 0;
  for (const { image } of entries) {
    for (const { tags } of image.digests) {
      for (const tag of tags) seen.add(tag);
      count += tags.length;
    }
  }
  return seen.size === count;
}

function conflictsAt(target: string, entries: readonly Entry[], told: Set<string>): Diagnostic[] {
  if (areUnique(entries)) return [];
  const found: Diagnostic[] = [];
  const first = new Map<string, { readonly list: ImageList; readonly entry: PromotedDigest }>();
  for (const { list, image } of entries) {
    for (const entry of image.digests) {
      for (const tag of entry.tags) {
        const other = first.get(tag);
        if (other === undefined) first.set(tag, { list, entry });
        else if (other.entry.digest !== entry.digest) {
          const here = placeIn(list, entry);
          const key = `${here.file}:${here.line} ${other.list.file}:${other.entry.line} ${tag}`;
          if (!told.has(key)) found.push(conflict(`${target}:${tag}`, here, entry, other));
          told.add(key);
        }
      }
    }
  }
  return found;
}

function conflict(
  target: string,
  here: ReturnType<typeof placeIn>,
  { digest }: PromotedDigest,
  { list, entry }: { readonly list: ImageList; readonly entry: PromotedDigest },
): Diagnostic {
  const where = list.file === here.file ? `line ${entry.line}` : `${list.file}:${entry.line}`;
  const message = `${target} is promoted from two digests: ${shortDigest(digest)} here, ${shortDigest(entry.digest)} on ${where}`;
  return error("tag-conflict", here, message, "a tag has one digest: give one of the two another tag");
}
