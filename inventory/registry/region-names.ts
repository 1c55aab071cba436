import { error, type Diagnostic } from "../yaml/diagnostics.ts";
import { nearest } from "../../terminal/nearest.ts";
import { quoted } from "../../terminal/wording.ts";
import type { LocatedText } from "../yaml/located.ts";

/** Reports a region that is not in `known`. The hint suggests the closest name, or lists all. */
export function checkRegion(
  { text, position }: LocatedText,
  owner: string,
  what: string,
  known: readonly string[],
): Diagnostic[] {
  if (known.includes(text)) return [];
  const near = nearest(text, known);
  const hint = near === undefined ? `allowed: ${known.join(", ")}` : `did you mean "${near}"?`;
  return [error("unknown-region", position, `${owner}: ${quoted(text)} is no ${what}`, hint)];
}
