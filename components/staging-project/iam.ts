import type { StagingProject } from "../../inventory/types.ts";
import type { Described } from "../described.ts";

/** Who, besides a project's own group and build account, holds roles on every staging project. */
export interface StagingProjectPrincipals {
  /** The address of the group that administers artifacts everywhere. */
  readonly artifactAdmins: string;
  /** The e-mail address of the service account that reads the results of vulnerability scans. */
  readonly vulnerabilityScanner: string;
}

export interface AccountArgs {
  readonly project: string;
  readonly accountId: string;
  readonly displayName: string;
}

export interface ProjectIamBindingArgs {
  readonly project: string;
  readonly role: string;
  readonly members: string[];
}

export interface AccountIamBindingArgs {
  /** `projects/<project>/serviceAccounts/<email>`: the provider refuses the bare address. */
  readonly serviceAccountId: string;
  readonly role: string;
  readonly members: string[];
}

export interface BucketIamBindingArgs {
  readonly bucket: string;
  readonly role: string;
  readonly members: string[];
}

export interface BucketIamMemberArgs {
  readonly bucket: string;
  readonly role: string;
  readonly member: string;
}

/** Who may do what in one staging project, its repositories aside (those are in ../staging-repository). */
export interface StagingProjectIam {
  /** What Cloud Build runs as; nobody else may write as it, and it can do nothing outside of its project. */
  readonly buildAccount: Described<AccountArgs>;
  /** As members of bindings name the build account. */
  readonly builder: string;
  readonly accountBinding: Described<AccountIamBindingArgs>;
  readonly projectBindings: readonly Described<ProjectIamBindingArgs>[];
  readonly bucketBindings: readonly Described<BucketIamBindingArgs>[];
  /** Additive, since Google's own convenience members hold the role too. */
  readonly bucketMembers: readonly Described<BucketIamMemberArgs>[];
}

/** The e-mail address of a project's build account; the id fits Google's 30 characters as a project's does. */
export function buildAccountEmail({ id, name }: StagingProject): string {
  return `gcb-builder-${name}@${id}.iam.gserviceaccount.com`;
}

/**
 * The members that write images: the group and the build account while the project is active, nobody after that. A
 * binding without members stays declared, so that nobody else can hold its role either.
 */
export function writersOf(project: StagingProject): string[] {
  return [...groupOf(project), ...builderOf(project)];
}

const groupOf = ({ state, group }: StagingProject) => (state === "active" ? [`group:${group}`] : []);
const builderOf = (project: StagingProject) => (project.state === "active" ? [builder(project)] : []);
const builder = (project: StagingProject) => `serviceAccount:${buildAccountEmail(project)}`;

/**
 * Says who holds which role in one project: facts/upstream.md §1.1 and the architecture's Access section. A frozen
 * project keeps its readers and loses its writers; a retired one loses its group altogether, which may then be deleted.
 */
export function describeStagingProjectIam(
  project: StagingProject,
  buckets: readonly string[],
  { artifactAdmins, vulnerabilityScanner }: StagingProjectPrincipals,
): StagingProjectIam {
  const { id, name, state } = project;
  const admins = `group:${artifactAdmins}`;
  const group = groupOf(project);
  const viewers = state === "retired" ? [admins] : [admins, `group:${project.group}`];
  const onProject: [role: string, members: string[]][] = [
    // To see the project, its builds and their logs.
    ["roles/viewer", viewers],
    ["roles/cloudbuild.builds.editor", group],
    // `gcloud builds submit` needs it (facts §1.1).
    ["roles/serviceusage.serviceUsageConsumer", group],
    ["roles/logging.logWriter", builderOf(project)],
    ["roles/containeranalysis.occurrences.viewer", [`serviceAccount:${vulnerabilityScanner}`]],
  ];
  const account = `gcb-builder-${name}`;
  return {
    buildAccount: {
      name: `${id}/${account}`,
      args: { project: id, accountId: account, displayName: `Builds the images of ${name}` },
    },
    builder: builder(project),
    accountBinding: {
      name: `${id}/${account}/roles/iam.serviceAccountUser`,
      args: {
        serviceAccountId: `projects/${id}/serviceAccounts/${buildAccountEmail(project)}`,
        role: "roles/iam.serviceAccountUser",
        members: group,
      },
    },
    projectBindings: onProject.map(([role, members]) => ({
      name: `${id}/${role}`,
      args: { project: id, role, members },
    })),
    bucketBindings: buckets.flatMap((bucket) => {
      // Only the scratch bucket of Cloud Build is the build account's.
      const builder = bucket === `${id}-gcb` ? builderOf(project) : [];
      const onBucket: [role: string, members: string[]][] = [
        ["roles/storage.objectViewer", ["allUsers"]],
        ["roles/storage.objectAdmin", [admins, ...group, ...builder]],
      ];
      return onBucket.map(([role, members]) => ({
        name: `${id}/${bucket}/${role}`,
        args: { bucket, role, members },
      }));
    }),
    bucketMembers: buckets.map((bucket) => ({
      name: `${id}/${bucket}/roles/storage.legacyBucketOwner/${admins}`,
      args: { bucket, role: "roles/storage.legacyBucketOwner", member: admins },
    })),
  };
}
