import { describeBlobMirror, type BlobMirrorDescription } from "../components/blob-mirror/describe.ts";
import { blobMirrorImportIds, blobMirrorLookups } from "../components/blob-mirror/import-ids.ts";
import { describeBuilds } from "../components/builds/describe.ts";
import { buildsImportIds } from "../components/builds/import-ids.ts";
import type { Lookup } from "../components/described.ts";
import { describeGoogleGroup } from "../components/google-group/describe.ts";
import { googleGroupImportIds } from "../components/google-group/import-ids.ts";
import { describeProductionRegistry } from "../components/production-registry/describe.ts";
import {
  productionRegistryImportIds,
  productionRegistryLookups,
} from "../components/production-registry/import-ids.ts";
import { describeRegistryProxy } from "../components/registry-proxy/describe.ts";
import { registryProxyImportIds, registryProxyLookups } from "../components/registry-proxy/import-ids.ts";
import { describeStagingProject } from "../components/staging-project/describe.ts";
import { stagingProjectImportIds, stagingProjectLookups } from "../components/staging-project/import-ids.ts";
import { describeStagingRepository } from "../components/staging-repository/describe.ts";
import { stagingRepositoryImportIds } from "../components/staging-repository/import-ids.ts";
import type { Data } from "../inventory/data.ts";
import type { Registry } from "../inventory/registry/types.ts";
import type { StackName } from "../inventory/stacks.ts";
import type { Settings } from "./settings.ts";

/** The import id of each resource of a stack, or how to look it up in the cloud, by logical name. */
export type ImportIds = ReadonlyMap<string, string | Lookup>;

type Ids = Readonly<Record<string, string | Lookup>>;

/** The import ids of all resources in the staging stack, derived from the data alone. */
export function stagingImportIds(
  { inventory, groups, registry }: Data,
  settings: Settings<"staging">,
): ImportIds {
  const projects = inventory.stagingProjects.map((project): Ids => {
    const described = describeStagingProject(project, settings);
    return {
      ...stagingProjectImportIds(described),
      ...stagingProjectLookups(described),
      ...stagingRepositoryImportIds(describeStagingRepository(project)),
      ...buildsImportIds(describeBuilds(project, settings)),
    };
  });
  const inGroups = groups.map((group) => googleGroupImportIds(describeGoogleGroup(group)));
  return together([...projects, ...inGroups, ...servingImportIds("staging", registry, settings)]);
}

/** The import ids of all resources in the prod stack, derived from the data alone. */
export function prodImportIds({ registry }: Data, settings: Settings<"prod">): ImportIds {
  const { workloadPool, registries } = registry.production;
  const production = registries.map((record): Ids => {
    const described = describeProductionRegistry(record, { ...settings, workloadPool });
    return { ...productionRegistryImportIds(described), ...productionRegistryLookups(described) };
  });
  return together([...production, ...servingImportIds("prod", registry, settings)]);
}

/** The import ids of a stack's proxy and mirrors. */
function servingImportIds(stack: StackName, { proxy, mirrors }: Registry, settings: Settings): Ids[] {
  const [ofProxy, ofMirrors] = [proxy.stacks[stack], mirrors[stack]];
  const described = ofProxy && describeRegistryProxy(proxy, ofProxy);
  return [
    described ? { ...registryProxyImportIds(described), ...registryProxyLookups(described) } : {},
    ofMirrors ? mirrorIds(describeBlobMirror(ofMirrors, { cdnCertificate: settings.cdnCertificate })) : {},
  ];
}

function mirrorIds(described: BlobMirrorDescription): Ids {
  return { ...blobMirrorImportIds(described), ...blobMirrorLookups(described) };
}

function together(ids: readonly Ids[]): ImportIds {
  return new Map(ids.flatMap((one) => Object.entries(one)));
}
