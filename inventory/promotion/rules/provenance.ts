import type { Diagnostic } from "../../diagnostics.ts";
import { error } from "../../diagnostics.ts";
import { placeIn } from "../places.ts";
import type { PromoterManifest, Promotion } from "../types.ts";

/**
 * Manifests that promote from one registry have the same provenance policy: with two, kpromo promotes nothing at all
 * (facts/upstream.md §7). One that has mistakes is left out, since they are told.
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
