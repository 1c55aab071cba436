import { string } from "../provider/shapes.ts";
import { forbidden } from "./apiError.ts";
import { iamMember } from "./iam/iamMember.ts";
import type { IamTarget } from "./iam/target.ts";
import { secretName } from "./names.ts";

const target: IamTarget = {
  holder: "secret",
  title: "secretmanager secret",
  fields: {
    secretId: string("required", "replaces"),
    project: string("replaces", "computed"),
  },

  object({ secretId, project }) {
    const [, inProject = project, id] =
      /^(?:projects\/([^/]+)\/secrets\/)?([^/]+)$/.exec(String(secretId)) ?? [];
    if (inProject === undefined || id === undefined) return undefined;
    const secret = `projects/${String(inProject)}/secrets/${id}`;
    return { id: secret, cloudName: secretName(secret), outputs: { project: inProject, secretId: secret } };
  },

  parse: (id) => ({ secretId: id }),
  // This program creates no secrets: all are part of the world.
  exists: (object, cloud) => cloud.world.secrets.includes(object.id),

  refuse(object, _members, cloud, action) {
    if (!target.exists(object, cloud))
      throw forbidden(
        action,
        `Permission 'secretmanager.secrets.getIamPolicy' denied for resource '${object.id}' (or it may not exist).`,
      );
  },
};

export const secretmanagerSecretIamMember = iamMember(
  "gcp:secretmanager/secretIamMember:SecretIamMember",
  target,
);
