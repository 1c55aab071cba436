import { string } from "../provider/shapes.ts";
import { forbidden } from "./apiError.ts";
import { iamTypes } from "./iam/iamTypes.ts";
import type { IamTarget } from "./iam/target.ts";
import { projectName } from "./names.ts";
import { findProject } from "./projects.ts";

const withoutPrefix = (project: unknown): string => String(project).replace(/^projects\//, "");

const target: IamTarget = {
  holder: "project",
  title: "project",
  fields: {
    // Required here, never taken from the provider. `projects/<id>` is equal to `<id>` (compareProjectName in the
    // plugin).
    project: string("required", "replaces", { same: (a, b) => withoutPrefix(a) === withoutPrefix(b) }),
  },

  object(inputs) {
    const project = String(inputs.project);
    return { id: project, cloudName: projectName(withoutPrefix(project)), outputs: { project } };
  },

  parse: (id) => ({ project: id }),
  exists: (object, cloud) => findProject(cloud, object.id) !== undefined,

  refuse(object, _members, cloud, action) {
    if (!target.exists(object, cloud)) throw forbidden(action, "The caller does not have permission");
  },
};

export const projectsIam = iamTypes("projects", "IAM", target);
