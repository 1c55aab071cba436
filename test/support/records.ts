import { parseInventory } from "./load.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";

/** The record of one staging project, from the lines of its entry as in infra.yaml. */
export function stagingProject(id: string, ...lines: string[]): StagingProject {
  const entry = [`      ${id}:`, ...lines.map((line) => `        ${line}`)];
  const { inventory, diagnostics } = parseInventory(
    ["infra:", "  staging:", "    projects:", ...entry, ""].join("\n"),
    "f",
  );
  const project = inventory?.stagingProjects[0];
  if (project === undefined) throw new Error(JSON.stringify(diagnostics));
  return project;
}
