import { boolean, number, string } from "../provider/shapes.ts";
import { namedType } from "./namedType.ts";

/** The API that datasets belong to. */
export const BIGQUERY = "bigquery.googleapis.com";

/** gcp.bigquery.Dataset, without access entries: IAM bindings replace them here. */
export const bigqueryDataset = namedType({
  token: "gcp:bigquery/dataset:Dataset",
  service: BIGQUERY,
  name: "projects/{project}/datasets/{datasetId}",
  fields: {
    datasetId: string("required", "replaces"),
    location: string("replaces", {
      default: "US",
      same: (a, b) => String(a).toUpperCase() === String(b).toUpperCase(),
    }),
    friendlyName: string(),
    description: string(),
    defaultTableExpirationMs: number(),
    deleteContentsOnDestroy: boolean("stateOnly", { default: false }),
  },
  computed: ["selfLink"],

  /** gcp-provider.md */
  check({ datasetId }) {
    const id = String(datasetId);
    if (/^[0-9A-Za-z_]{1,1024}$/.test(id)) return [];
    const reason = `"dataset_id" must contain only letters (a-z, A-Z), numbers (0-9), or underscores (_): "${id}"`;
    return [{ property: "datasetId", reason }];
  },

  outputs: (_stored, path) => ({ selfLink: `https://bigquery.googleapis.com/bigquery/v2/${path}` }),
});
