import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { Provider as GoogleWorkspaceProvider } from "@pulumi/googleworkspace";
import { inNestingOrder } from "../components/google-group/describe.ts";
import { GoogleGroup } from "../components/google-group/index.ts";
import { StagingProject, type Principals } from "../components/staging-project/index.ts";
import { StagingRepository } from "../components/staging-repository/index.ts";
import type { Data } from "../inventory/data.ts";
import type { Group } from "../inventory/groups/types.ts";
import type { Settings } from "./settings.ts";

/** What the stack tells about one staging project. */
export interface StagingProjectOutput {
  /** Where its images are pushed to and pulled from. */
  readonly images: readonly string[];
  /** Who may push them; absent for a project without repositories. */
  readonly group?: string;
}

/** The staging stack: every project of `infra.staging.projects` with its repositories, and every declared group. */
export function staging(
  { inventory, groups }: Data,
  settings: Settings,
): Record<string, StagingProjectOutput> {
  // Without this the provider adds a label of its own to every resource, and an adopted one shows a change (facts,
  // gcp-provider.md, Further).
  const gcp = new GcpProvider("gcp", { addPulumiAttributionLabel: false });
  const principals = makeGroups(groups);
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

/** Makes the groups, members before those they are in, and gives them as the members that bindings name. */
function makeGroups(groups: readonly Group[]): Principals {
  const googleworkspace = new GoogleWorkspaceProvider("googleworkspace", {});
  const made = new Map<string, GoogleGroup>();
  for (const group of inNestingOrder(groups)) {
    made.set(group.email, new GoogleGroup(group.email, { group, made }, { providers: [googleworkspace] }));
  }
  return new Map([...made].map(([email, { group }]) => [`group:${email}`, group]));
}
