import { formatDiagnostics } from "../../../inventory/yaml/format.ts";
import { parseInventory } from "../../support/load.ts";

/** All messages about a file of these lines: one line per diagnostic or hint, with all fields. */
export function diagnose(...lines: string[]): string[] {
  const { diagnostics } = parseInventory(lines.join("\n"), "f");
  return formatDiagnostics(diagnostics).split("\n").slice(0, -1);
}

/** Like {@link diagnose}, for lines below `infra.staging.projects`. The first of them is line 4 of the file. */
export function diagnoseStaging(...lines: string[]): string[] {
  return diagnose("infra:", "  staging:", "    projects:", ...lines.map((line) => `      ${line}`));
}

/** Like {@link diagnoseStaging}, for lines below `k8s-staging-kind`. The first of them is line 5, column 9. */
export function diagnoseEntry(...lines: string[]): string[] {
  return diagnoseStaging("k8s-staging-kind:", ...lines.map((line) => `  ${line}`));
}
