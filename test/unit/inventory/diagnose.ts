import { formatDiagnostics } from "../../../inventory/format.ts";
import { parseInventory } from "../../../inventory/load.ts";

/** All that is said about a file of these lines: one line per diagnostic or hint, all fields in it. */
export function diagnose(...lines: string[]): string[] {
  const { diagnostics } = parseInventory(lines.join("\n"), "f");
  return formatDiagnostics(diagnostics).split("\n").slice(0, -1);
}

/** As {@link diagnose}, of lines that stand below `infra.staging.projects`: the first of them is line 4 of the file. */
export function diagnoseStaging(...lines: string[]): string[] {
  return diagnose("infra:", "  staging:", "    projects:", ...lines.map((line) => `      ${line}`));
}

/** As {@link diagnoseStaging}, of lines that stand below `k8s-staging-kind`: the first of them is line 5, column 9. */
export function diagnoseEntry(...lines: string[]): string[] {
  return diagnoseStaging("k8s-staging-kind:", ...lines.map((line) => `  ${line}`));
}
