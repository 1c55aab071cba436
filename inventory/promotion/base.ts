import { createHash } from "node:crypto";
import { posix } from "node:path";
import { hasErrors, inReadingOrder, warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { startOf } from "../yaml/position.ts";
import { sourceOf, type Source } from "../yaml/source.ts";
import { joined } from "./blocks.ts";
import { checkHistory } from "./history.ts";
import { readImages } from "./images.ts";
import type { PromotionResult } from "./load.ts";
import { readManifest } from "./manifest.ts";
import { FILES } from "./names.ts";
import { checkSplit } from "./split.ts";
import type { Tree } from "../yaml/tree.ts";
import type { Change, ImageList, PromotedDigest, PromotionSettings, PromotionWaiver } from "./types.ts";

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
export function checkAgainst(
  base: BaseTree,
  tree: Tree,
  now: PromotionResult,
  settings: PromotionSettings,
): ChangesSince {
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
    diagnostics: inReadingOrder([
      ...found,
      ...all.flatMap((change) => checkHistory(change, settings)),
      ...all.flatMap(checkSplit),
    ]),
  };
}

/**
 * What kpromo looks at after a change: each digest on a line that the change adds, with all its tags, wherever the tree
 * lists it (facts/upstream.md §7, "diff modes"; docs/promotion.md). A line that only moves does not count here.
 */
export function changedSince(base: BaseTree, now: PromotionResult): ImageList[] {
  const pathOf = ({ directory }: ImageList) => `images/${directory}/${FILES.images}`;
  const paths = new Set(changedPaths(base, now));
  const lists = now.promotion.lists.filter((list) => paths.has(pathOf(list)));
  const texts = base.read(lists.map(pathOf).filter((path) => base.ids.has(path)));
  const changed = new Set(
    lists.flatMap((list) =>
      changedDigests(list, now.texts.get(pathOf(list)) ?? "", texts.get(pathOf(list)) ?? ""),
    ),
  );
  return now.promotion.lists.flatMap((list) => {
    const images = joined(list.images).map((image) => ({
      ...image,
      digests: image.digests.filter(({ digest }) => changed.has(digest)),
    }));
    const left = images.filter(({ digests }) => digests.length > 0);
    return left.length === 0 ? [] : [{ ...list, images: left }];
  });
}

/** The digests of a list that are new under an image, have other tags than before, or are on a line that is new. */
function changedDigests(list: ImageList, text: string, before: string): string[] {
  const lines = text.split("\n");
  const formerLines = new Set(before.split("\n"));
  const key = (image: string, { digest, tags }: PromotedDigest) =>
    JSON.stringify([image, digest, [...tags].sort()]);
  const images = before === "" ? [] : joined(readImages(sourceOf(list.file, before)).images);
  const former = new Set(images.flatMap(({ name, digests }) => digests.map((entry) => key(name, entry))));
  return joined(list.images).flatMap(({ name, digests }) =>
    digests
      .filter((entry) => !former.has(key(name, entry)) || !formerLines.has(lines[entry.line - 1] ?? ""))
      .map(({ digest }) => digest),
  );
}

/** The waivers that a change uses: those of digests that the base lists. */
export function waiversUsed(base: BaseTree, waivers: readonly PromotionWaiver[]): PromotionWaiver[] {
  const pathOf = ({ directory }: PromotionWaiver) => `images/${directory}/${FILES.images}`;
  const texts = base.read([...new Set(waivers.map(pathOf))].filter((path) => base.ids.has(path)));
  const listed = new Set(
    [...texts].flatMap(([path, text]) =>
      readImages(sourceOf(path, text)).images.flatMap(({ name, digests }) =>
        digests.map(({ digest }) => `${path} ${name}@${digest}`),
      ),
    ),
  );
  return waivers.filter((waiver) => listed.has(`${pathOf(waiver)} ${waiver.image}@${waiver.digest}`));
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
  if (hasErrors(diagnostics)) {
    const message = `${FILES.images} has mistakes at the base, so that not all of it can be compared`;
    found.push(warning("base-unreadable", startOf(file), message));
  }
  return { directory, file: source.file, images };
}
