import { string } from "../provider/shapes.ts";
import { notFound } from "./apiError.ts";
import { BIGQUERY } from "./bigqueryDataset.ts";
import type { GoogleCloud } from "./cloud.ts";
import { iamTypes } from "./iam/iamTypes.ts";
import type { IamTarget } from "./iam/target.ts";
import { parseName } from "./nameTemplate.ts";

const template = "projects/{project}/datasets/{datasetId}";

const target: IamTarget = {
  holder: "dataset",
  title: "bigquery dataset",
  fields: {
    datasetId: string("required", "replaces"),
    project: string("replaces", "computed"),
  },

  object(inputs, cloud) {
    const project = inputs.project ?? cloud.project;
    const id = parseName(
      template,
      String(inputs.datasetId),
      project === undefined ? {} : { project: String(project) },
    );
    if (id === undefined) return undefined;
    const [, inProject, , datasetId] = id.split("/");
    return { id, cloudName: `${BIGQUERY}/${id}`, outputs: { project: inProject, datasetId } };
  },

  parse: (id) => ({ datasetId: id }),
  exists: (object, cloud) => cloud.store.read(object.cloudName) !== undefined || isForeign(object.id, cloud),

  refuse(object, _members, cloud, action) {
    if (!target.exists(object, cloud)) throw notFound(action, `Not found: Dataset ${object.id}`);
  },
};

function isForeign(id: string, { world }: GoogleCloud): boolean {
  return world.datasets.includes(id);
}

export const bigqueryDatasetIam = iamTypes("bigquery", "DatasetIam", target);
