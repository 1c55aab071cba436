/**
 * Regions of Google Cloud (https://cloud.google.com/about/locations). Both Artifact Registry and Cloud Storage are in
 * all of them.
 */
const regions: readonly string[] = [
  ...["africa-south1", "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3"],
  ...["asia-south1", "asia-south2", "asia-southeast1", "asia-southeast2", "australia-southeast1"],
  ...["australia-southeast2", "europe-central2", "europe-north1", "europe-north2", "europe-southwest1"],
  ...[
    "europe-west1",
    "europe-west2",
    "europe-west3",
    "europe-west4",
    "europe-west6",
    "europe-west8",
    "europe-west9",
  ],
  ...["europe-west10", "europe-west12", "me-central1", "me-central2", "me-west1", "northamerica-northeast1"],
  ...[
    "northamerica-northeast2",
    "northamerica-south1",
    "southamerica-east1",
    "southamerica-west1",
    "us-central1",
  ],
  ...["us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4"],
];

/** https://cloud.google.com/artifact-registry/docs/repositories/repo-locations; lower case only. */
export const repositoryLocations: ReadonlySet<string> = new Set([...regions, "us", "europe", "asia"]);

/** https://cloud.google.com/storage/docs/locations; any case, kept in upper case. */
export const bucketMultiRegions: ReadonlySet<string> = new Set(["US", "EU", "ASIA"]);

/** Regions, multi-regions and the predefined dual-regions, in upper case. */
export const bucketLocations: ReadonlySet<string> = new Set([
  ...regions.map((region) => region.toUpperCase()),
  ...bucketMultiRegions,
  ...["ASIA1", "EUR4", "EUR5", "EUR7", "EUR8", "NAM4"],
]);
