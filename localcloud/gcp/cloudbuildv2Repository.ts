import { string } from "../provider/shapes.ts";
import { badRequest, notFound } from "./apiError.ts";
import { installation } from "./cloudbuildv2Connection.ts";
import { namedType } from "./namedType.ts";

/** gcp.cloudbuildv2.Repository: the link to a repository that a connection can access. Immutable. */
export const cloudbuildv2Repository = namedType({
  token: "gcp:cloudbuildv2/repository:Repository",
  service: "cloudbuild.googleapis.com",
  fields: {
    name: string("required", "replaces"),
    location: string("replaces", "computed"),
    // The real plugin also accepts the connection's full name.
    parentConnection: string("required", "replaces"),
    remoteUri: string("required", "replaces"),
  },
  computed: ["createTime", "updateTime", "etag"],
  name: "projects/{project}/locations/{location}/connections/{parentConnection}/repositories/{name}",
  namePattern: /^[A-Za-z0-9._~%!$&'()*+,;=@-]+$/,

  refuse({ remoteUri }, cloud, path, action) {
    const connection = path.slice(0, path.indexOf("/repositories/"));
    const found = cloud.store.read(`cloudbuild.googleapis.com/${connection}`);
    if (found === undefined) throw notFound(action, `Resource '${connection}' was not found.`);
    // Google's documentation of the field: an https URL that ends in .git.
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
