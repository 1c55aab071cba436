import type { KeepRule, Retention, StagingProject } from "../../inventory/projects/types.ts";
import type { Described } from "../described.ts";
import { boundRoles, extraGrantsOn } from "../staging-project/extra-grants.ts";
import { writersOf, type DescribedBinding } from "../staging-project/iam.ts";

/** A cleanup policy of Artifact Registry: deletes by condition; keeps by condition or by count, never by both. */
export interface CleanupPolicy {
  readonly id: string;
  readonly action: "DELETE" | "KEEP";
  readonly condition?: {
    tagState: "ANY" | "TAGGED";
    olderThan?: string;
    tagPrefixes?: string[];
    packageNamePrefixes?: string[];
  };
  readonly mostRecentVersions?: { keepCount: number; packageNamePrefixes?: string[] };
}

export interface RepositoryArgs {
  readonly project: string;
  readonly location: string;
  readonly repositoryId: string;
  readonly format: "DOCKER";
  readonly cleanupPolicies: CleanupPolicy[];
  readonly cleanupPolicyDryRun: boolean;
}

/** An authoritative binding of one role on one repository: only the members hold it. */
export interface RepositoryIamBindingArgs {
  readonly project: string;
  readonly location: string;
  readonly repository: string;
  readonly role: string;
  readonly members: string[];
}

export interface RepositoryDescription extends Described<RepositoryArgs> {
  /** The address to push images to and pull them from, without a trailing slash. */
  readonly address: string;
  readonly bindings: readonly DescribedBinding<RepositoryIamBindingArgs>[];
}

/** The repositories of one staging project, and whether they are protected. */
export interface StagingRepositoryDescription {
  readonly protect: boolean;
  readonly repositories: readonly RepositoryDescription[];
}

/** May read images. Bound to everybody, since staging images are public (facts/upstream.md §1.1). */
export const READER_ROLE = "roles/artifactregistry.reader";
/** May push images, and no more, for every group (architecture, Access). */
export const WRITER_ROLE = "roles/artifactregistry.writer";

/**
 * The repositories of a project. `gcr.io` serves the addresses of the former Container Registry: Google requires this
 * id in this multi-region (https://cloud.google.com/artifact-registry/docs/transition/setup-gcr-repo).
 */
const LOCATIONS = [
  {
    repositoryId: "images",
    location: "us-central1",
    address: (id: string) => `us-central1-docker.pkg.dev/${id}/images`,
  },
  { repositoryId: "gcr.io", location: "us", address: (id: string) => `gcr.io/${id}` },
];

/**
 * Describes the repositories of one project; a `build-only` project has none. Those of a retired project are read-only:
 * everybody can read, nobody can write, and no image is cleaned up. Pure.
 */
export function describeStagingRepository(project: StagingProject): StagingRepositoryDescription {
  const { id, state, retention } = project;
  const usual: [role: string, members: string[]][] = [
    [READER_ROLE, ["allUsers"]],
    [WRITER_ROLE, writersOf(project)],
  ];
  const repositories = LOCATIONS.map(({ repositoryId, location, address }): RepositoryDescription => {
    const name = `${id}/${repositoryId}`;
    return {
      name,
      address: address(id),
      args: {
        project: id,
        location,
        repositoryId,
        format: "DOCKER",
        cleanupPolicies: describeCleanup(retention),
        // The images of a retired project must stay readable, so cleanup must not delete them.
        cleanupPolicyDryRun: retention.dryRun || state === "retired",
      },
      bindings: boundRoles(usual, extraGrantsOn(project, "authoritative", "repository", repositoryId)).map(
        ({ retain, ...bound }) => ({
          name: `${name}/${bound.role}`,
          args: { project: id, location, repository: repositoryId, ...bound },
          retain,
        }),
      ),
    };
  });
  return { protect: state !== "retired", repositories: project.profile === "images" ? repositories : [] };
}

/** The policy that deletes by age, then those that keep: `KEEP` takes precedence over `DELETE`. */
function describeCleanup({ days, keep }: Retention): CleanupPolicy[] {
  const olderThan = `${days * 24 * 60 * 60}s`;
  return [
    {
      id: `delete-images-older-than-${days}-days`,
      action: "DELETE",
      condition: { tagState: "ANY", olderThan },
    },
    ...keep.map(describeKeepRule),
  ];
}

function describeKeepRule({ id, tags, packages, mostRecent }: KeepRule): CleanupPolicy {
  const packageNames = packages.length > 0 ? { packageNamePrefixes: [...packages] } : {};
  if (mostRecent !== undefined) {
    return { id, action: "KEEP", mostRecentVersions: { keepCount: mostRecent, ...packageNames } };
  }
  const tagged =
    tags.length > 0 ? { tagState: "TAGGED" as const, tagPrefixes: [...tags] } : { tagState: "ANY" as const };
  return { id, action: "KEEP", condition: { ...tagged, ...packageNames } };
}
