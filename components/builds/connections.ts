import type { Build } from "../../inventory/builds/types.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";
import type { Described } from "../described.ts";

/** The Cloud Build app of one GitHub organization, and the token with which Google accesses GitHub. */
export interface GithubConnection {
  readonly installationId: number;
  /** `projects/<project>/secrets/<secret>/versions/<version>`, shared by all projects. */
  readonly secretVersion: string;
}

/** How one project connects to GitHub. */
export interface Connections {
  /** Google's agent that reads the secrets and clones repositories. Must exist before it is granted roles. */
  readonly identity: Described<{ project: string; service: string }>;
  /** The agent's access to each secret; only the cloud knows the project number in its address. Additive: the secrets are not ours. */
  readonly secretAccess: readonly Described<{ secretId: string; role: string }>[];
  readonly connections: readonly Described<ConnectionArgs>[];
  readonly repositories: readonly Described<RepositoryArgs>[];
}

export interface ConnectionArgs {
  readonly project: string;
  readonly location: string;
  readonly name: string;
  readonly githubConfig: {
    appInstallationId: number;
    authorizerCredential: { oauthTokenSecretVersion: string };
  };
}

export interface RepositoryArgs {
  readonly project: string;
  readonly location: string;
  readonly name: string;
  readonly parentConnection: string;
  readonly remoteUri: string;
}

/** The API that must be enabled before connections and triggers are created. */
export const CLOUD_BUILD_API = "cloudbuild.googleapis.com";
/**
 * The domain of the agent that reads a connection's secret, `service-<project number>@…` (Terraform documentation of
 * google_cloudbuildv2_connection). The address that the service identity returns is not used, since it can be Cloud
 * Build's other account, `<project number>@cloudbuild.gserviceaccount.com`.
 */
export const SERVICE_AGENT_DOMAIN = "gcp-sa-cloudbuild.iam.gserviceaccount.com";
const SECRET_ACCESSOR = "roles/secretmanager.secretAccessor";

/** Describes one connection per configured organization, named after it, and a link for each built repository. */
export function describeConnections(
  { id }: StagingProject,
  builds: readonly Build[],
  github: Readonly<Record<string, GithubConnection>>,
  location: string,
): Connections {
  const repositories = [...new Set(builds.map(({ repository }) => repository))].sort();
  const organizations = [...new Set(repositories.map((repository) => split(repository).organization))];
  const configured = organizations.flatMap((name) => {
    const config = github[name];
    return config === undefined ? [] : [{ name, config }];
  });
  const secrets = [...new Set(configured.map(({ config }) => secretOf(config.secretVersion)))];
  return {
    identity: { name: `${id}/identity/${CLOUD_BUILD_API}`, args: { project: id, service: CLOUD_BUILD_API } },
    secretAccess: secrets.map((secretId) => ({
      name: `${id}/${secretId}/${SECRET_ACCESSOR}`,
      args: { secretId, role: SECRET_ACCESSOR },
    })),
    connections: configured.map(({ name, config }) => ({
      name: `${id}/${name}`,
      args: {
        project: id,
        location,
        name,
        githubConfig: {
          appInstallationId: config.installationId,
          authorizerCredential: { oauthTokenSecretVersion: config.secretVersion },
        },
      },
    })),
    repositories: repositories.map((repository) => {
      const { organization, name } = split(repository);
      return {
        name: `${id}/${organization}/${name}`,
        args: {
          project: id,
          location,
          name,
          parentConnection: organization,
          remoteUri: `https://github.com/${repository}.git`,
        },
      };
    }),
  };
}

/** The full resource name of a repository's link. */
export function repositoryLink({ id }: StagingProject, repository: string, location: string): string {
  const { organization, name } = split(repository);
  return `projects/${id}/locations/${location}/connections/${organization}/repositories/${name}`;
}

/** A link is named `<organization>-<repository>`, like those created in the console. */
function split(repository: string): { organization: string; name: string } {
  const [organization = "", name = ""] = repository.split("/");
  return { organization, name: `${organization}-${name}` };
}

/** The secret of a version: `projects/<project>/secrets/<secret>`. */
function secretOf(version: string): string {
  return version.slice(0, version.indexOf("/versions/"));
}
