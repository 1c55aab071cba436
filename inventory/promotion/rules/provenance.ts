import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { placeIn } from "../places.ts";
import type { PromoterManifest, Promotion } from "../types.ts";

/**
 * Checks that manifests with the same source have the same provenance policy: otherwise kpromo promotes nothing at all
 * (facts/upstream.md §7). Skips manifests with errors, which are already reported.
 */
export function checkProvenance({ manifests }: Promotion): Diagnostic[] {
  const first = new Map<string, PromoterManifest>();
  return manifests.flatMap((manifest) => {
    const source = manifest.registries.find((registry) => registry.source);
    if (source === undefined || !manifest.complete) return [];
    const other = first.get(source.name) ?? manifest;
    first.set(source.name, other);
    if (other.provenance === manifest.provenance) return [];
    const message = `the provenance policy differs from that of ${other.file}, which promotes from ${source.name}, too`;
    const position = placeIn(manifest, manifest.provenanceAt ?? source);
    return [error("provenance-differs", position, message, "give both manifests the same `provenance`")];
  });
}
