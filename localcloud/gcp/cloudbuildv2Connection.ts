import { boolean, number, object, string } from "../provider/shapes.ts";
import { isUnknown } from "../provider/unknown.ts";
import { ApiError, badRequest, forbidden } from "./apiError.ts";
import type { GoogleCloud } from "./cloud.ts";
import { readPolicy } from "./iam/policy.ts";
import { regions } from "./locations.ts";
import { secretName } from "./names.ts";
import { namedType } from "./namedType.ts";
import { findProject } from "./projects.ts";

interface GithubConfig {
  readonly appInstallationId?: number;
  readonly authorizerCredential?: { readonly oauthTokenSecretVersion?: string };
}

/**
 * gcp.cloudbuildv2.Connection, to GitHub only. Google's account for Cloud Build must be able to read the token, and the
 * token must have access to the installation:
 * https://cloud.google.com/build/docs/automating-builds/github/connect-repo-github
 */
export const cloudbuildv2Connection = namedType({
  token: "gcp:cloudbuildv2/connection:Connection",
  service: "cloudbuild.googleapis.com",
  fields: {
    name: string("required", "replaces"),
    location: string("required", "replaces"),
    disabled: boolean(),
    githubConfig: object({
      appInstallationId: number(),
      authorizerCredential: object({ oauthTokenSecretVersion: string() }),
    }),
  },
  computed: ["createTime", "updateTime", "etag", "reconciling", "installationStates"],
  name: "projects/{project}/locations/{location}/connections/{name}",
  // https://cloud.google.com/build/docs/api/reference/rest/v2/projects.locations.connections/create, connectionId
  namePattern: /^[A-Za-z0-9._~%!$&'()*+,;=@-]+$/,

  refuse({ project, location, githubConfig }, cloud, _path, action) {
    if (!regions.has(String(location)))
      throw forbidden(action, `Permission denied on 'locations/${String(location)}' (or it may not exist).`);
    const { appInstallationId, authorizerCredential } = (githubConfig ?? {}) as GithubConfig;
    const version = authorizerCredential?.oauthTokenSecretVersion;
    if (appInstallationId === undefined || version === undefined)
      throw badRequest(action, "localcloud models only GitHub connections with an installation and a token.");
    refuseSecret(version, String(project), cloud, action);
    if (installation(cloud, appInstallationId) === undefined)
      throw badRequest(action, `GitHub App installation ${appInstallationId} was not found.`);
  },
});

/** The GitHub organization that an installation of Cloud Build's app belongs to. */
export function installation(cloud: GoogleCloud, id: unknown): string | undefined {
  return cloud.world.githubInstallations.find((known) => known.id === id)?.organization;
}

function refuseSecret(version: string, project: string, cloud: GoogleCloud, action: string): void {
  if (isUnknown(version)) return;
  const [, secret] = /^(projects\/[^/]+\/secrets\/[^/]+)\/versions\/[^/]+$/.exec(version) ?? [];
  if (secret === undefined) throw badRequest(action, `"${version}" is no name of a secret version.`);
  const agent = `serviceAccount:service-${String(findProject(cloud, project)?.number)}@gcp-sa-cloudbuild.iam.gserviceaccount.com`;
  const reads = readPolicy(cloud, secretName(secret)).bindings.some(
    ({ role, members }) => role === "roles/secretmanager.secretAccessor" && members.includes(agent),
  );
  if (reads && cloud.world.secrets.includes(secret)) return;
  throw new ApiError(
    action,
    400,
    "failedPrecondition",
    `could not access secret "${version}" with service account "${agent.replace("serviceAccount:", "")}": Permission 'secretmanager.versions.access' denied for resource '${version}' (or it may not exist).`,
  );
}
