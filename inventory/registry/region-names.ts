import type { Diagnostic } from "../diagnostics.ts";
import { error } from "../diagnostics.ts";
import { nearest } from "../nearest.ts";
import { quoted } from "../wording.ts";
import type { PlacedText } from "./placed.ts";

/** Reports a region that is not in `known`. The hint suggests the closest name, or lists all. */
export function checkRegion(
  { text, position }: PlacedText,
  owner: string,
  what: string,
  known: readonly string[],
): Diagnostic[] {
  if (known.includes(text)) return [];
  const near = nearest(text, known);
  const hint = near === undefined ? `allowed: ${known.join(", ")}` : `did you mean "${near}"?`;
  return [error("unknown-region", position, `${owner}: ${quoted(text)} is no ${what}`, hint)];
}
