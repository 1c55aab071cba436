import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import { placeIn } from "../places.ts";
import type { Kpromo } from "../kpromo.ts";
import type { PromoterManifest, Promotion, PromotionSettings } from "../types.ts";

/** Checks that the kpromo that promotes takes the policies of manifests, then that they agree. */
export function checkProvenance(promotion: Promotion, { kpromo }: PromotionSettings): Diagnostic[] {
  return kpromo.readsProvenance === true ? checkSamePolicy(promotion) : refusePolicies(promotion, kpromo);
}

/** An older kpromo reads manifests strictly, and one unknown key ends its whole run. */
function refusePolicies(
  { manifests }: Promotion,
  { version, readsProvenance, origin }: Kpromo,
): Diagnostic[] {
  const pin = `kpromo ${version ?? ""}, which ${origin.file}:${origin.line} pins`;
  const reason =
    version === undefined
      ? `${origin.file} does not say which kpromo promotes, and before v4.6 the key ends its whole run`
      : readsProvenance === undefined
        ? `nobody knows whether it ends the whole run of ${pin}`
        : `it ends the whole run of ${pin}, and nothing is promoted`;
  const hint = "remove it until the jobs pin a kpromo that is known to have it, v4.6 or later";
  return manifests.flatMap((manifest) =>
    manifest.provenanceAt === undefined
      ? []
      : [
          error(
            "provenance-unknown",
            placeIn(manifest, manifest.provenanceAt),
            `provenance: ${reason}`,
            hint,
          ),
        ],
  );
}

/**
 * Checks that manifests with the same source have the same provenance policy: otherwise kpromo promotes nothing at all
 * (facts/upstream.md §7). Skips manifests with errors, which are already reported.
 */
function checkSamePolicy({ manifests }: Promotion): Diagnostic[] {
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
