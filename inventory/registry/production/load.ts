import type { LocatedData } from "../../yaml/document.ts";
import type { FileKind } from "../../yaml/file.ts";
import { checkBucketNames, checkLocations } from "./rules.ts";
import { productionFile, productionFormat, type ProductionFile } from "./schema.ts";
import type { Production, ProductionRegistry } from "./types.ts";

/** `infra/registry/production.yaml`, for `loadFile`. */
export const productionKind: FileKind<LocatedData, Production> = {
  format: productionFormat,
  declare: (data) => data,
  rules: [checkLocations, checkBucketNames],
  recordsOf: (data) => {
    const { workload_pool: workloadPool, registries } = productionFile.parse(data.value);
    return {
      workloadPool,
      registries: entries(registries).map(([project, entry]) => registryOf(data, project, entry)),
    };
  },
};

function registryOf(
  data: LocatedData,
  project: string,
  { locations, accounts, writers, scan_readers: scanReaders, buckets }: ProductionFile["registries"][string],
): ProductionRegistry {
  const path = ["registries", project];
  return {
    project,
    locations: entries(locations).map(([region, entry]) => ({
      region,
      state: entry?.state ?? "active",
      origin: data.keyAt([...path, "locations", region]),
    })),
    accounts: entries(accounts).map(([id, { purpose, promotes, used_by: usedBy }]) => ({
      ...{ id, purpose, promotes },
      usedBy: usedBy.toSorted(),
    })),
    writers: writers.toSorted(),
    scanReaders: scanReaders.toSorted(),
    buckets: entries(buckets).map(([name, bucket]) => ({
      name,
      state: bucket?.state ?? "active",
      retentionYears: bucket?.retention_years,
      writers: bucket?.writers.toSorted() ?? [],
    })),
    origin: data.keyAt(path),
  };
}

/** The entries of a map, sorted by key regardless of file order. */
function entries<T>(map: Readonly<Record<string, T>>): [key: string, value: T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
