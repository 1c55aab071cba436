import type { Diagnostic } from "../../yaml/diagnostics.ts";
import type { LocatedData } from "../../yaml/document.ts";
import { checkMirrors } from "./mirrors.ts";
import { checkRegions } from "./regions.ts";
import { checkReleases } from "./releases.ts";

/** Checks what `proxy.yaml` declares, including values that violate the schema. */
export type Rule = (data: LocatedData) => Diagnostic[];

/** All rules; each has its own file. */
export const rules: readonly Rule[] = [checkRegions, checkMirrors, checkReleases];
