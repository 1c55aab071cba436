import { valueOf } from "../../yaml/values.ts";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { LocatedData } from "../../yaml/document.ts";
import { nearest } from "../../../terminal/nearest.ts";
import { REGIONS } from "../regions.ts";
import { quoted } from "../../../terminal/wording.ts";

const path = ["proxy", "regions"];

/** Checks that every region is a Google Cloud region, and that at least one is active. */
export function checkRegions(data: LocatedData): Diagnostic[] {
  const names = data.keysOf(path);
  const unknown = names
    .filter((name) => !REGIONS.includes(name))
    .map((name) => {
      const near = nearest(name, REGIONS);
      const known = `the regions: ${REGIONS.join(", ")}`;
      const hint = near === undefined ? known : `did you mean "${near}"? ${known}`;
      return error(
        "unknown-region",
        data.keyAt([...path, name]),
        `${quoted(name)} is no region of Google Cloud`,
        hint,
      );
    });
  const serving = names.some((name) => valueOf(data.value, [...path, name, "state"]) !== "retired");
  if (serving) return unknown;
  const none = error("no-region", data.keyAt(path), "no region serves", "at least one region must be active");
  return [...unknown, none];
}
