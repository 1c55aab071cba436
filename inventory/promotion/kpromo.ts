import { warning, type Diagnostic } from "../yaml/diagnostics.ts";
import { startOf, type Position } from "../yaml/position.ts";
import type { Source } from "../yaml/source.ts";
import { quoted } from "../../terminal/wording.ts";

/** The job file that pins the kpromo that promotes, from the project's root. The presubmits pin the same. */
export const KPROMO_JOBS = "prow/jobs/trusted/k8sio-promotion-trusted.yaml";

/** The kpromo that promotes, as far as it decides what its files may contain. */
export interface Kpromo {
  /** Such as `v4.5.1`; undefined if it cannot be told. */
  readonly version: string | undefined;
  /** Whether it takes the key `provenance` of manifests, which else ends its whole run; undefined if nobody knows. */
  readonly readsProvenance: boolean | undefined;
  /** Position of the pin. */
  readonly origin: Position;
}

/**
 * What is known of kpromo's versions, by major and minor number: v4.5.1 was run and refuses `provenance`, which came with
 * v4.6 (promo-tools, docs/image-promotion.md, "Provenance policies").
 */
const VERSIONS: Readonly<Record<string, Pick<Kpromo, "readsProvenance">>> = {
  "4.5": { readsProvenance: false },
  "4.6": { readsProvenance: true },
};

/** A pin, such as `image: registry.k8s.io/artifact-promoter/kpromo:v4.5.1-0`. */
const PIN = /\/kpromo(?::|@)([\w.-]+)/;

/**
 * Reads which kpromo promotes. A version that nobody has looked at is a warning.
 *
 * @param jobs the job file, or the diagnostic of a failed read
 */
export function kpromoIn(jobs: Source | Diagnostic): {
  readonly kpromo: Kpromo;
  readonly diagnostics: readonly Diagnostic[];
} {
  const pin = "rule" in jobs ? null : PIN.exec(jobs.text);
  // Without the jobs there is nothing to hold manifests against; a tree in place of the project's own has none.
  if ("rule" in jobs || pin === null)
    return {
      kpromo: { version: undefined, readsProvenance: undefined, origin: startOf(jobs.file) },
      diagnostics: [],
    };
  const [, tag = ""] = pin;
  const origin = jobs.at(pin.index + 1);
  const [, version, series = ""] = /^(v(\d+\.\d+)\.\d+)(?:-\d+)?$/.exec(tag) ?? [];
  const known = Object.hasOwn(VERSIONS, series) ? VERSIONS[series] : undefined;
  if (known !== undefined) return { kpromo: { version, ...known, origin }, diagnostics: [] };
  const message = `nobody has looked at which files kpromo ${quoted(tag)} takes`;
  const hint = "look at its release notes, and add it to inventory/promotion/kpromo.ts";
  return {
    kpromo: { version: tag, readsProvenance: undefined, origin },
    diagnostics: [warning("unknown-kpromo", origin, message, hint)],
  };
}
