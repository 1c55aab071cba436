import { counted } from "../../terminal/wording.ts";
import type { Drift } from "./findings.ts";

/** The differences between the clouds and what is declared. */
export interface DriftReport {
  readonly stack: string;
  /** The worst first, then by owner. */
  readonly drifts: readonly Drift[];
  /** What could not be read, and so may or may not have drifted. */
  readonly unknown: readonly { readonly resource: string; readonly why: string }[];
  /** The number of resources compared. */
  readonly looked: number;
}

/** Sorts the findings so that the worst come first. */
export function reportOf(
  stack: string,
  drifts: readonly Drift[],
  unknown: DriftReport["unknown"],
  looked: number,
): DriftReport {
  const key = ({ danger, owner, resource, what }: Drift) => `${danger} ${owner} ${resource} ${what}`;
  return { stack, drifts: [...drifts].sort((a, b) => (key(a) < key(b) ? -1 : 1)), unknown, looked };
}

/** Formats the report for people: by project or group, the worst first. */
export function driftLines({ stack, drifts, unknown, looked }: DriftReport): string[] {
  const owners = [...new Set(drifts.map(({ owner }) => owner))];
  const lines = owners.flatMap((owner) => [
    owner,
    ...drifts.filter((drift) => drift.owner === owner).map(driftLine),
  ]);
  const blind =
    unknown.length === 0 ? [] : ["unknown", ...unknown.map(({ resource, why }) => `  ${resource}: ${why}`)];
  const counts = [
    drifts.length === 0 ? "no drift" : counted(drifts.length, "difference"),
    ...(unknown.length > 0 ? [`${unknown.length} could not be read`] : []),
  ];
  return [...lines, ...blind, `${stack}: ${counted(looked, "resource")}, ${counts.join(", ")}`];
}

function driftLine({ kind, resource, what }: Drift): string {
  return `  ${kind}: ${resource}${what === "" ? "" : `: ${what}`}`;
}
