import { createHash } from "node:crypto";
import { posix } from "node:path";
import { hasErrors, inReadingOrder, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { startOf } from "../yaml/position.ts";
import { sourceOf, type Source } from "../yaml/source.ts";
import { checkHistory } from "./history.ts";
import { readImages } from "./images.ts";
import type { PromotionResult } from "./load.ts";
import { readManifest } from "./manifest.ts";
import { FILES } from "./names.ts";
import { checkSplit } from "./split.ts";
import type { Tree } from "../yaml/tree.ts";
import type { Change, ImageList } from "./types.ts";

/** The tree at another revision. */
export interface BaseTree {
  /** Name of the revision in messages. */
  readonly name: string;
  /** The Git blob id of each file, by path. */
  readonly ids: ReadonlyMap<string, string>;
  /** Reads the texts of some files, by path. */
  readonly read: (paths: readonly string[]) => ReadonlyMap<string, string>;
}

/** What changed since a base, and what of it must not. */
export interface ChangesSince {
  /** By directory; without the files that have errors, whose content is unknown. */
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks what must not change since the base: facts/upstream.md §7, and kpromo's rule that a tag never moves. */
export function checkAgainst(base: BaseTree, tree: Tree, now: PromotionResult): ChangesSince {
  const changed = changedPaths(base, now);
  const texts = base.read(changed.filter((path) => base.ids.has(path)));
  const found: Diagnostic[] = [];
  const lists = new Map(now.promotion.lists.map((list) => [list.directory, list]));
  const manifests = new Map(now.promotion.manifests.map((manifest) => [manifest.directory, manifest]));
  const changes = new Map<string, { -readonly [K in keyof Change]: Change[K] }>();

  for (const path of changed) {
    // Its current content is unknown, and the error is already reported.
    if (now.faulty.has(path)) continue;
    const [folder, directory = ""] = path.split("/");
    const file = posix.join(tree.displayName, path);
    const text = texts.get(path);
    const change = changes.get(directory) ?? { directory, list: undefined, manifest: undefined };
    changes.set(directory, change);
    const source = text === undefined ? undefined : sourceOf(`${file} at ${base.name}`, text);
    if (folder === "images") {
      const before = source && listAt(source, directory, file, found);
      change.list = { file, before, after: lists.get(directory) };
    } else {
      const before = source && readManifest(source, directory).manifest;
      change.manifest = { file, before, after: manifests.get(directory) };
    }
  }
  const all = [...changes.values()];
  return {
    changes: all,
    diagnostics: inReadingOrder([...found, ...all.flatMap(checkHistory), ...all.flatMap(checkSplit)]),
  };
}

/**
 * What the lists promote beyond the base: new digests, and new tags of known digests. This is what kpromo looks at
 * after a change (facts/upstream.md §7, "diff modes").
 */
export function additionsSince(base: BaseTree, now: PromotionResult): ImageList[] {
  const changed = new Set(changedPaths(base, now));
  const pathOf = (directory: string) => `images/${directory}/${FILES.images}`;
  const lists = now.promotion.lists.filter(({ directory }) => changed.has(pathOf(directory)));
  const texts = base.read(
    lists.map(({ directory }) => pathOf(directory)).filter((path) => base.ids.has(path)),
  );
  return lists.map((list) => {
    const text = texts.get(pathOf(list.directory));
    const before = text === undefined ? [] : readImages(sourceOf(list.file, text)).images;
    const known = new Map(
      before.flatMap(({ name, digests }) => digests.map(({ digest, tags }) => [`${name}@${digest}`, tags])),
    );
    const images = list.images.map((image) => ({
      ...image,
      digests: image.digests.flatMap((entry) => {
        const old = known.get(`${image.name}@${entry.digest}`);
        const tags = entry.tags.filter((tag) => !old?.includes(tag));
        return old !== undefined && tags.length === 0 ? [] : [{ ...entry, tags }];
      }),
    }));
    return { ...list, images: images.filter(({ digests }) => digests.length > 0) };
  });
}

/** Whether a file is the same as at the base. */
export function isUnchanged({ ids }: BaseTree, path: string, text: string): boolean {
  const id = ids.get(path);
  return id !== undefined && blobId(text, id.length) === id;
}

/** The paths of each images.yaml and promoter-manifest.yaml that differs from the base. */
function changedPaths(base: BaseTree, { texts, unchanged }: PromotionResult): string[] {
  const counts = (path: string) =>
    /^(images\/[^/]+\/images|manifests\/[^/]+\/promoter-manifest)\.yaml$/.test(path);
  const gone = [...base.ids.keys()].filter((path) => counts(path) && !texts.has(path));
  const other = [...texts].filter(
    ([path, text]) => counts(path) && !unchanged.has(path) && !isUnchanged(base, path, text),
  );
  return [...gone, ...other.map(([path]) => path)];
}

/** The Git blob id of a text: SHA-1 (40 digits) or, in repositories of that kind, SHA-256 (64), including a header. */
function blobId(text: string, digits: number): string {
  const hash = createHash(digits === 64 ? "sha256" : "sha1");
  return hash
    .update(`blob ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest("hex");
}

/** Reads a list at the base. Its errors are only a warning: a change that fixes the list must be possible. */
function listAt(source: Source, directory: string, file: string, found: Diagnostic[]): ImageList | undefined {
  const { images, diagnostics } = readImages(source);
  if (hasErrors(diagnostics.filter(({ rule }) => rule !== "no-images"))) {
    const message = `${FILES.images} has mistakes at the base, so that not all of it can be compared`;
    found.push(warning("base-unreadable", startOf(file), message));
  }
  return { directory, file: source.file, images };
}
