import { string } from "../provider/shapes.ts";
import { notFound } from "./apiError.ts";
import { fullRepository } from "./artifactregistryRepository.ts";
import { iamTypes } from "./iam/iamTypes.ts";
import type { IamTarget } from "./iam/target.ts";
import { repositoryName } from "./names.ts";
import { requireService } from "./projects.ts";

const lastPart = (name: unknown): string | undefined => String(name).split("/").at(-1);

const target: IamTarget = {
  holder: "repository",
  title: "artifactregistry repository",
  fields: {
    // The plugin compares only the last part (CompareSelfLinkOrResourceName), so short and full names are equal.
    repository: string("required", "replaces", { same: (a, b) => lastPart(a) === lastPart(b) }),
    location: string("replaces", "computed"),
    project: string("replaces", "computed"),
  },

  object(inputs, cloud) {
    const repository = fullRepository(String(inputs.repository), cloud, inputs);
    if (repository === undefined) return undefined;
    const [, project, , location] = repository.split("/");
    return {
      id: repository,
      cloudName: repositoryName(repository),
      outputs: { project, location, repository },
    };
  },

  parse: (id) => ({ repository: id }),
  exists: (object, cloud) => cloud.store.read(object.cloudName) !== undefined,

  refuse(object, _members, cloud, action) {
    requireService(cloud, String(object.outputs.project), "artifactregistry.googleapis.com", action);
    if (!target.exists(object, cloud)) throw notFound(action, "Requested entity was not found.");
  },
};

export const artifactregistryRepositoryIam = iamTypes("artifactregistry", "RepositoryIam", target);
