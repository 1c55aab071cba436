import { posix } from "node:path";
import { EXIT, UserError } from "../../../terminal/userError.ts";
import { hasErrors } from "../../../inventory/yaml/diagnostics.ts";
import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { stagingPrefix } from "../../../inventory/projects/naming.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { readImages } from "../../../inventory/promotion/images.ts";
import { readManifest } from "../../../inventory/promotion/manifest.ts";
import { directoryPattern, FILES, MAX_BYTES } from "../../../inventory/promotion/names.ts";
import type { Tree } from "../../../inventory/yaml/tree.ts";
import type { PromotedImage } from "../../../inventory/promotion/types.ts";
import { quoted } from "../../../terminal/wording.ts";

/**
 * Resolves a directory's name from its name, its path in a tree, or its name without the prefix. Throws a `UserError`
 * for anything else.
 */
export function directoryName(typed: string): string {
  const path = typed.replace(/\/+$/, "");
  const name = posix.basename(path);
  const isPath = /(^|\/)(images|manifests)\/[^/]+$/.test(path);
  const whole = name.startsWith(stagingPrefix) || name === "charts" ? name : `${stagingPrefix}${name}`;
  if ((isPath || path === name) && (directoryPattern.test(whole) || name === "charts")) return whole;
  throw new UserError(
    `${quoted(typed)} is no directory of images: name it as ${stagingPrefix}<name>, in lower case letters, digits and hyphens`,
  );
}

/** What `promote add` needs to know about a directory. */
export interface OpenDirectory {
  readonly name: string;
  /** The address that it promotes from. */
  readonly source: string;
  readonly images: readonly PromotedImage[];
  /** Of images.yaml: the path in the tree, the display name (`file`), and the content. */
  readonly path: string;
  readonly file: string;
  readonly text: string;
}

/** Reads one directory of a tree. Throws a `UserError` if it does not exist or has mistakes. */
export function openDirectory(tree: Tree, typed: string): OpenDirectory {
  const name = directoryName(typed);
  const manifestPath = `manifests/${name}/${FILES.manifest}`;
  const path = `images/${name}/${FILES.images}`;
  const { paths } = tree.list();
  if (!paths.includes(manifestPath)) throw new UserError(unknown(tree, paths, name), EXIT.badData);
  const source = tree.read(manifestPath, MAX_BYTES);
  if ("rule" in source) throw new UserError(formatDiagnostics([source]).trimEnd(), EXIT.badData);
  const { manifest, diagnostics } = readManifest(source, name);
  const from = manifest?.registries.find((registry) => registry.source);
  if (hasErrors(diagnostics) || from === undefined) {
    const found = formatDiagnostics(diagnostics).trimEnd() || `${source.file} names no source`;
    throw new UserError(found, EXIT.badData);
  }
  const list = paths.includes(path) ? tree.read(path, MAX_BYTES) : undefined;
  if (list !== undefined && "rule" in list)
    throw new UserError(formatDiagnostics([list]).trimEnd(), EXIT.badData);
  const read = list && readImages(list);
  const wrong = read?.diagnostics ?? [];
  if (hasErrors(wrong)) throw new UserError(formatDiagnostics(wrong).trimEnd(), EXIT.badData);
  return {
    name,
    source: from.name,
    images: read?.images ?? [],
    path,
    file: `${tree.displayName}/${path}`,
    text: list?.content ?? "",
  };
}

function unknown(tree: Tree, paths: readonly string[], name: string): string {
  const names = paths.flatMap(
    (path) => /^manifests\/([^/]+)\/promoter-manifest\.yaml$/.exec(path)?.[1] ?? [],
  );
  const near = nearest(name, names);
  const hint = near === undefined ? `\`bin/infra promote new ${name}\` makes it` : `did you mean ${near}?`;
  return `${tree.displayName} has no directory ${name}\n    ${hint}`;
}
