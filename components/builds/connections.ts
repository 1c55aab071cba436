import type { Build } from "../../inventory/builds/types.ts";
import type { StagingProject } from "../../inventory/types.ts";
import type { Described } from "../described.ts";

/** The Cloud Build app of one organisation on GitHub, and the token by which Google acts on GitHub. */
export interface GithubConnection {
  readonly installationId: number;
  /** `projects/<project>/secrets/<secret>/versions/<version>`: shared by all projects. */
  readonly secretVersion: string;
}

/** How one project reaches GitHub. */
export interface Connections {
  /** Google's account that reads the secrets and clones repositories for Cloud Build; made before it is granted anything. */
  readonly identity: Described<{ project: string; service: string }>;
  /** The identity's access to each secret, by the project's number, which only the cloud knows. Additive: the secrets are not ours. */
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

/** The API of connections and triggers, which must be enabled before them. */
export const CLOUD_BUILD_API = "cloudbuild.googleapis.com";
/**
 * The domain of the account that a connection reads its secret as, `service-<number of the project>@`: terraform's
 * documentation of google_cloudbuildv2_connection. Not taken from what the service identity answers, which can be the
 * other account that Cloud Build has, `<number>@cloudbuild.gserviceaccount.com`.
 */
export const SERVICE_AGENT_DOMAIN = "gcp-sa-cloudbuild.iam.gserviceaccount.com";
const SECRET_ACCESSOR = "roles/secretmanager.secretAccessor";

/** One connection per organisation, named like it, and a link for each repository that is built. */
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

/** The full name of a repository's link. */
export function repositoryLink({ id }: StagingProject, repository: string, location: string): string {
  const { organization, name } = split(repository);
  return `projects/${id}/locations/${location}/connections/${organization}/repositories/${name}`;
}

/** A link is named `<organisation>-<repository>`, as the console names them. */
function split(repository: string): { organization: string; name: string } {
  const [organization = "", name = ""] = repository.split("/");
  return { organization, name: `${organization}-${name}` };
}

/** `projects/<project>/secrets/<secret>` of the name of a version. */
function secretOf(version: string): string {
  return version.slice(0, version.indexOf("/versions/"));
}
