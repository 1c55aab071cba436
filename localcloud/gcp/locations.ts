import { REGIONS } from "../../inventory/registry/regions.ts";

/** https://cloud.google.com/artifact-registry/docs/repositories/repo-locations; only lower case is accepted. */
export const repositoryLocations: ReadonlySet<string> = new Set([...REGIONS, "us", "europe", "asia"]);

/** The regions of Cloud Build and Cloud Scheduler: https://cloud.google.com/about/locations */
export const regions: ReadonlySet<string> = new Set(REGIONS);

/** https://cloud.google.com/run/docs/locations */
export const runLocations: ReadonlySet<string> = new Set(REGIONS);

/** https://cloud.google.com/storage/docs/locations; any case is accepted, upper case is stored. */
export const bucketMultiRegions: ReadonlySet<string> = new Set(["US", "EU", "ASIA"]);

/** Regions, multi-regions and predefined dual-regions, in upper case. */
export const bucketLocations: ReadonlySet<string> = new Set([
  ...REGIONS.map((region) => region.toUpperCase()),
  ...bucketMultiRegions,
  ...["ASIA1", "EUR4", "EUR5", "EUR7", "EUR8", "NAM4"],
]);
