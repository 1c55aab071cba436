import { Provider } from "@pulumi/gcp/provider.js";
import { StagingProject } from "../components/staging-project/index.ts";
import { StagingRepository } from "../components/staging-repository/index.ts";
import type { Inventory } from "../inventory/types.ts";
import type { Settings } from "./settings.ts";

/** What the stack tells about one staging project. */
export interface StagingProjectOutput {
  /** Where its images are pushed to and pulled from. */
  readonly images: readonly string[];
  /** Who may push them; absent for a project without repositories. */
  readonly group?: string;
}

/** The staging stack: every project of `infra.staging.projects` with its repositories. */
export function staging(inventory: Inventory, settings: Settings): Record<string, StagingProjectOutput> {
  // Without this the provider adds a label of its own to every resource, and an adopted one shows a change (facts,
  // gcp-provider.md, Further).
  const gcp = new Provider("gcp", { addPulumiAttributionLabel: false });
  const principals = new Map();
  return Object.fromEntries(
    inventory.stagingProjects.map((project) => {
      const inProject = new StagingProject(
        project.id,
        { project, settings, principals },
        { providers: [gcp] },
      );
      const repository = new StagingRepository(project.id, { project, in: inProject }, { providers: [gcp] });
      const images = repository.addresses;
      return [project.id, images.length > 0 ? { images, group: project.group } : { images }];
    }),
  );
}
