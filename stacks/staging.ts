import { Provider as GoogleWorkspaceProvider } from "@pulumi/googleworkspace";
import * as pulumi from "@pulumi/pulumi";
import type { LeftOut } from "../components/builds/describe.ts";
import { Builds } from "../components/builds/index.ts";
import { inNestingOrder } from "../components/google-group/describe.ts";
import { GoogleGroup } from "../components/google-group/index.ts";
import { StagingProject, type Principals } from "../components/staging-project/index.ts";
import { StagingRepository } from "../components/staging-repository/index.ts";
import type { Data } from "../inventory/data.ts";
import type { Group } from "../inventory/groups/types.ts";
import { blobMirror, type BlobMirrorOutput } from "./blobMirror.ts";
import { counted } from "../inventory/wording.ts";
import { gcpProvider } from "./providers.ts";
import { registryProxy, type RegistryProxyOutput } from "./registryProxy.ts";
import type { Settings } from "./settings.ts";

/** What the stack tells about one staging project. */
export interface StagingProjectOutput {
  /** Where its images are pushed to and pulled from. */
  readonly images: readonly string[];
  /** Who may push them; absent for a project without repositories. */
  readonly group?: string;
}

/** What the staging stack tells. */
export interface StagingOutputs {
  /** By project id. */
  readonly stagingProjects: Readonly<Record<string, StagingProjectOutput>>;
  /** By the domain that it serves. */
  readonly proxies: Readonly<Record<string, RegistryProxyOutput>>;
  /** By what the names of the buckets start with. */
  readonly mirrors: Readonly<Record<string, BlobMirrorOutput>>;
}

/**
 * The staging stack: every project of `infra.staging.projects` with its repositories, every declared group, and the
 * proxy and the mirrors that are tried before prod's.
 */
export function staging(
  { inventory, groups, registry }: Data,
  settings: Settings<"staging">,
): StagingOutputs {
  const gcp = gcpProvider();
  const principals = makeGroups(groups);
  const leftOut: LeftOut[] = [];
  const stagingProjects = Object.fromEntries(
    inventory.stagingProjects.map((project) => {
      const inProject = new StagingProject(
        project.id,
        { project, settings, principals },
        { providers: [gcp] },
      );
      const repository = new StagingRepository(project.id, { project, in: inProject }, { providers: [gcp] });
      if (project.builds.some(({ runner }) => runner === "trigger")) {
        const builds = new Builds(project.id, { project, settings, in: inProject }, { providers: [gcp] });
        leftOut.push(...builds.leftOut);
      }
      const images = repository.addresses;
      return [project.id, images.length > 0 ? { images, group: project.group } : { images }];
    }),
  );
  tellLeftOut(leftOut);
  return {
    stagingProjects,
    proxies: registryProxy("staging", registry, gcp),
    mirrors: blobMirror("staging", registry.mirrors, settings),
  };
}

/** Most builds that a warning names. */
const MOST_SHOWN = 5;

/** Says which builds nothing starts, since their organisation is not configured. */
function tellLeftOut(all: readonly LeftOut[]): void {
  for (const organization of new Set(all.map((each) => each.organization))) {
    const builds = all.filter((each) => each.organization === organization).flatMap((each) => each.builds);
    const shown = builds.slice(0, MOST_SHOWN).join(", ");
    const more = builds.length > MOST_SHOWN ? ` and ${builds.length - MOST_SHOWN} more` : "";
    void pulumi.log.warn(
      `${counted(builds.length, "build")} of ${organization} on GitHub left without a trigger, since the stack's ` +
        `configuration has no githubConnections.${organization}: ${shown}${more}`,
    );
  }
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
