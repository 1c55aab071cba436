import { load } from "../inventory/builds/diagnose.ts";
import { loadInventory } from "../../inventory/projects/load.ts";
import { sourceOf } from "../../inventory/yaml/source.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";

/** The record of k8s-staging-kind with builds, given the lines of its file and the `state` of its entry. */
export function projectWithBuilds(lines: readonly string[], state = "active"): StagingProject {
  const id = "k8s-staging-kind";
  const entry = state === "retired" ? "state: retired, read_only_until: 2027-03-01" : `state: ${state}`;
  const { builds, diagnostics } = load({ [`${id}.yaml`]: lines.join("\n") });
  const text = `infra:\n  staging:\n    projects:\n      ${id}: { ${entry} }\n`;
  const { inventory } = loadInventory(sourceOf("infra.yaml", text), builds);
  if (!inventory || !builds) throw new Error(JSON.stringify(diagnostics));
  return inventory.stagingProjects[0]!;
}
