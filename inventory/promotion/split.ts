import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import type { Before, Change, ImageList, PromoterManifest } from "./types.ts";

/**
 * Checks that one change does not touch both the registries and the images of a directory: whoever approves images must
 * not be able to decide where they come from (facts/upstream.md §7, "Reason for the split"). Adding or removing a
 * directory may touch both; comments and order do not count.
 */
export function checkSplit({ directory, list, manifest }: Change): Diagnostic[] {
  if (list === undefined || manifest === undefined) return [];
  const setUp = list.before === undefined && manifest.before === undefined;
  const gone = list.after === undefined && manifest.after === undefined;
  if (setUp || gone || !touches(list, imagesOf) || !touches(manifest, registriesOf)) return [];
  const message = `one change touches both the registries and the images of ${directory}`;
  const hint = `make two changes: one for ${manifest.file}, one for ${list.file}`;
  const position = { file: manifest.file, line: 1, column: 1 };
  return [error("registries-with-images", position, message, hint)];
}

function touches<T>({ before, after }: Before<T>, content: (part: T) => string[]): boolean {
  if (before === undefined || after === undefined) return true;
  return content(before).sort().join("\n") !== content(after).sort().join("\n");
}

function imagesOf({ images }: ImageList): string[] {
  return images.flatMap(({ name, digests }) =>
    digests.map(({ digest, tags }) => [name, digest, ...[...tags].sort()].join(" ")),
  );
}

function registriesOf({ registries }: PromoterManifest): string[] {
  return registries.map(({ name, source, serviceAccount = "" }) =>
    [name, String(source), serviceAccount].join(" "),
  );
}
