import { badRequest, notFound } from "./apiError.ts";
import { installation } from "./cloudbuildv2Connection.ts";
import { namedResource } from "./namedResource.ts";

const lastPart = (name: unknown): string => String(name).slice(String(name).lastIndexOf("/") + 1);

/** gcp.cloudbuildv2.Repository: the link to a repository that a connection reaches. Nothing of it can change. */
export const cloudbuildv2Repository = namedResource({
  token: "gcp:cloudbuildv2/repository:Repository",
  title: "Repository",
  api: "cloudbuild.googleapis.com",
  fields: {
    name: { shape: "string", required: true, replaces: true },
    location: { shape: "string", replaces: true, computed: true },
    parentConnection: {
      shape: "string",
      required: true,
      replaces: true,
      same: (a, b) => lastPart(a) === lastPart(b),
    },
    remoteUri: { shape: "string", required: true, replaces: true },
  },
  computed: ["createTime", "updateTime", "etag"],
  name: ({ location, parentConnection, name }, project) =>
    `projects/${project}/locations/${String(location)}/connections/${lastPart(parentConnection)}/repositories/${String(name)}`,

  refuse({ location, parentConnection, remoteUri }, project, cloud, action) {
    const connection = `projects/${project}/locations/${String(location)}/connections/${lastPart(parentConnection)}`;
    const found = cloud.store.read(`cloudbuild.googleapis.com/${connection}`);
    if (found === undefined) throw notFound(action, `Resource '${connection}' was not found.`);
    // Google's documentation of the field: an https address that ends in .git.
    const [, organization] = /^https:\/\/github\.com\/([^/]+)\/[^/]+\.git$/.exec(String(remoteUri)) ?? [];
    if (organization === undefined)
      throw badRequest(
        action,
        `The remote URI "${String(remoteUri)}" must be of the form https://github.com/<owner>/<repo>.git.`,
      );
    const { appInstallationId } = found.githubConfig as { appInstallationId?: number };
    if (installation(cloud, appInstallationId) !== organization)
      throw badRequest(
        action,
        `The repository ${String(remoteUri)} is not accessible by the connection ${connection}.`,
      );
  },
});
