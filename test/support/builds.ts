import { load } from "../inventory/builds/diagnose.ts";
import { withBuilds } from "../../inventory/builds/join.ts";
import { parseInventory } from "../../inventory/projects/load.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";

/** The record of k8s-staging-kind with builds, given the lines of its file and the `state` of its entry. */
export function projectWithBuilds(lines: readonly string[], state = "active"): StagingProject {
  const id = "k8s-staging-kind";
  const entry = state === "retired" ? "state: retired, read_only_until: 2027-03-01" : `state: ${state}`;
  const { inventory } = parseInventory(
    `infra:\n  staging:\n    projects:\n      ${id}: { ${entry} }\n`,
    "infra.yaml",
  );
  const { builds, diagnostics } = load({ [`${id}.yaml`]: lines.join("\n") });
  if (!inventory || !builds) throw new Error(JSON.stringify(diagnostics));
  return withBuilds(inventory, builds).stagingProjects[0]!;
}
