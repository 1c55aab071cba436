import type { Diagnostic } from "../../diagnostics.ts";
import type { PlacedData } from "../../document.ts";
import { checkMirrors } from "./mirrors.ts";
import { checkRegions } from "./regions.ts";
import { checkReleases } from "./releases.ts";

/** A check of what `proxy.yaml` declares. It meets every value, also one that is not of the format. */
export type Rule = (data: PlacedData) => Diagnostic[];

/** All rules; each stands in a file of its own. */
export const rules: readonly Rule[] = [checkRegions, checkMirrors, checkReleases];
