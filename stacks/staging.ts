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
import { counted } from "../terminal/wording.ts";
import { gcpProvider } from "./providers.ts";
import { registryProxy, type RegistryProxyOutput } from "./registryProxy.ts";
import type { Settings } from "./settings.ts";

/** The stack output about one staging project. */
export interface StagingProjectOutput {
  /** The addresses to push images to and pull them from. */
  readonly images: readonly string[];
  /** The group that may push them; missing for a project without repositories. */
  readonly group?: string;
}

/** The outputs of the staging stack. */
export interface StagingOutputs {
  /** Staging projects by id. */
  readonly stagingProjects: Readonly<Record<string, StagingProjectOutput>>;
  /** The proxy by its domain. */
  readonly proxies: Readonly<Record<string, RegistryProxyOutput>>;
  /** The mirrors by name prefix of the buckets. */
  readonly mirrors: Readonly<Record<string, BlobMirrorOutput>>;
}

/**
 * The staging stack: every project of `infra.staging.projects` with its repositories and builds, every group, and the
 * proxy and mirrors that are tried before those of prod.
 */
export function staging(
  { inventory, groups, registry }: Data,
  settings: Settings<"staging">,
): StagingOutputs {
  const gcp = gcpProvider();
  const principals = createGroups(groups);
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

/** Maximum number of builds that a warning names. */
const MOST_SHOWN = 5;

/** Warns about builds that have no trigger because their organization is not configured. */
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

/** Creates the groups, member groups first. Returns them by their member name in bindings. */
function createGroups(groups: readonly Group[]): Principals {
  const googleworkspace = new GoogleWorkspaceProvider("googleworkspace", {});
  const made = new Map<string, GoogleGroup>();
  for (const group of inNestingOrder(groups)) {
    made.set(group.email, new GoogleGroup(group.email, { group, made }, { providers: [googleworkspace] }));
  }
  return new Map([...made].map(([email, { group }]) => [`group:${email}`, group]));
}
