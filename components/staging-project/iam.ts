import { prowBuilds } from "../../inventory/projects/prowBuilds.ts";
import { buildAccountId, serviceAccountEmail } from "../../inventory/projects/naming.ts";
import type { StagingProject } from "../../inventory/projects/types.ts";
import type { Described } from "../described.ts";
import { boundRoles, extraGrantsOn } from "./extra-grants.ts";

/** Principals that hold roles on every staging project, besides its own group and build account. */
export interface StagingProjectPrincipals {
  /** The address of the group that administers artifacts everywhere. */
  readonly artifactAdmins: string;
  /** The email address of the service account that reads the results of vulnerability scans. */
  readonly vulnerabilityScanner: string;
  /** The workload identity pool of the cluster that runs Prow's image-pushing jobs, such as `<project>.svc.id.goog`. */
  readonly prowWorkloadPool: string;
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

export interface ProjectIamMemberArgs {
  readonly project: string;
  readonly role: string;
  readonly member: string;
}

export interface AccountIamBindingArgs {
  /** `projects/<project>/serviceAccounts/<email>`: the provider rejects the bare address. */
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

/** A service account, and its names in bindings. */
export interface DescribedAccount extends Described<AccountArgs> {
  /** `projects/<project>/serviceAccounts/<email>`, for bindings on it. */
  readonly serviceAccountId: string;
  /** `serviceAccount:<email>`, for bindings of roles to it. */
  readonly member: string;
}

/** A binding, and whether it is retained on delete. */
export interface DescribedBinding<Args> extends Described<Args> {
  readonly retain: boolean;
}

/** All IAM resources of one staging project, except those of its repositories (../staging-repository). */
export interface StagingProjectIam {
  /** The build account, which has no access outside its project; then the accounts of special cases. */
  readonly accounts: readonly DescribedAccount[];
  readonly accountBindings: readonly DescribedBinding<AccountIamBindingArgs>[];
  readonly projectBindings: readonly DescribedBinding<ProjectIamBindingArgs>[];
  /** Additive: for projects that this program does not manage, and for roles that Google's service agents also hold. */
  readonly projectMembers: readonly DescribedBinding<ProjectIamMemberArgs>[];
  readonly bucketBindings: readonly DescribedBinding<BucketIamBindingArgs>[];
  /** Additive, since Google's convenience members hold the role, too. */
  readonly bucketMembers: readonly DescribedBinding<BucketIamMemberArgs>[];
}

/** The email address of a project's build account. Its id is at most 30 characters long, since the project id is. */
export function buildAccountEmail({ id, name }: StagingProject): string {
  return serviceAccountEmail(buildAccountId(name), id);
}

/**
 * The members that may write images: the group and the build account of an active project, otherwise nobody. A binding
 * without members stays declared, so that nobody else can hold the role either.
 */
export function writersOf(project: StagingProject): string[] {
  return [...groupOf(project), ...builderOf(project)];
}

const groupOf = ({ state, group }: StagingProject) => (state === "active" ? [`group:${group}`] : []);
const builderOf = (project: StagingProject) => (project.state === "active" ? [builder(project)] : []);
/** The image-builder runs as the build account and submits the real build, which runs as the same account. */
const submitterOf = (project: StagingProject) => (project.builds.length > 0 ? builderOf(project) : []);
const builder = (project: StagingProject) => `serviceAccount:${buildAccountEmail(project)}`;

type Usual = [role: string, members: string[]][];

/**
 * Describes who holds which role in one project: facts/upstream.md §1.1, the architecture's Access section, and the
 * grants of special cases. A frozen project keeps its readers and loses its writers. A retired one also loses its group
 * as a reader, so that the group can be deleted. A `build-only` project has only the grants of its special cases.
 */
export function describeStagingProjectIam(
  project: StagingProject,
  buckets: readonly string[],
  principals: StagingProjectPrincipals,
): StagingProjectIam {
  const { id } = project;
  const accounts = describeAccounts(project);
  const onBuckets = buckets.map((bucket) => describeOnBucket(project, bucket, principals));
  return {
    accounts,
    accountBindings: accounts.flatMap((account) => describeOnAccount(project, account, principals)),
    projectBindings: boundRoles(
      usualOnProject(project, principals),
      extraGrantsOn(project, "authoritative", "project", id),
    ).map(({ retain, ...bound }) => ({
      name: `${id}/${bound.role}`,
      args: { project: id, ...bound },
      retain,
    })),
    projectMembers: extraGrantsOn(project, "additive", "project").map(({ role, member, resource }) => ({
      name: [...new Set([id, resource]), role, member].join("/"),
      args: { project: resource, role, member },
      retain: false,
    })),
    bucketBindings: onBuckets.flatMap(({ bindings }) => bindings),
    bucketMembers: onBuckets.flatMap(({ members }) => members),
  };
}

function describeAccounts(project: StagingProject): DescribedAccount[] {
  const { id, name, profile } = project;
  const account = (accountId: string, displayName: string): DescribedAccount => ({
    name: `${id}/${accountId}`,
    args: { project: id, accountId, displayName },
    serviceAccountId: `projects/${id}/serviceAccounts/${serviceAccountEmail(accountId, id)}`,
    member: `serviceAccount:${serviceAccountEmail(accountId, id)}`,
  });
  const extra = project.specialCases.flatMap(({ accounts }) => accounts);
  return [
    ...(profile === "images" ? [account(buildAccountId(name), `Builds the images of ${name}`)] : []),
    ...extra.map((special) => account(special.id, special.purpose)),
  ];
}

function describeOnAccount(
  project: StagingProject,
  { name, args: { accountId }, serviceAccountId }: DescribedAccount,
  { prowWorkloadPool }: StagingProjectPrincipals,
): DescribedBinding<AccountIamBindingArgs>[] {
  const isBuilder = accountId === buildAccountId(project.name);
  const usual: Usual = isBuilder
    ? [["roles/iam.serviceAccountUser", [...groupOf(project), ...submitterOf(project)]]]
    : [];
  const jobs = isBuilder ? prowJobsOf(project, prowWorkloadPool) : [];
  const special = extraGrantsOn(project, "authoritative", "service account", accountId);
  return boundRoles(usual, [...jobs, ...special]).map(({ retain, ...bound }) => ({
    name: `${name}/${bound.role}`,
    args: { serviceAccountId, ...bound },
    retain,
  }));
}

/** The namespace of Prow's pods: facts/upstream.md §1.1, Constants. */
export const PROW_NAMESPACE = "test-pods";

/** Prow jobs that submit builds run as the Kubernetes service account with the build account's name. */
function prowJobsOf(project: StagingProject, pool: string): { role: string; member: string }[] {
  if (prowBuilds(project).length === 0) return [];
  const member = `serviceAccount:${pool}[${PROW_NAMESPACE}/${buildAccountId(project.name)}]`;
  return [{ role: "roles/iam.workloadIdentityUser", member }];
}

function usualOnProject(
  project: StagingProject,
  { artifactAdmins, vulnerabilityScanner }: StagingProjectPrincipals,
): Usual {
  if (project.profile !== "images") return [];
  const admins = `group:${artifactAdmins}`;
  const group = groupOf(project);
  return [
    // To see the project, its builds and their logs.
    ["roles/viewer", project.state === "retired" ? [admins] : [admins, `group:${project.group}`]],
    ["roles/cloudbuild.builds.editor", [...group, ...submitterOf(project)]],
    // `gcloud builds submit` needs it (facts §1.1).
    ["roles/serviceusage.serviceUsageConsumer", [...group, ...submitterOf(project)]],
    ["roles/logging.logWriter", builderOf(project)],
    ["roles/containeranalysis.occurrences.viewer", [`serviceAccount:${vulnerabilityScanner}`]],
  ];
}

function describeOnBucket(
  project: StagingProject,
  bucket: string,
  { artifactAdmins }: StagingProjectPrincipals,
): {
  bindings: DescribedBinding<BucketIamBindingArgs>[];
  members: DescribedBinding<BucketIamMemberArgs>[];
} {
  const { id } = project;
  const admins = `group:${artifactAdmins}`;
  const isScratch = bucket === `${id}-gcb`;
  const isPrivate = !isScratch && bucket !== id;
  const isScratchOfBuild = project.builds.some(({ scratchBucket }) => scratchBucket === `gs://${bucket}`);
  const usual: Usual = [
    ...(isPrivate ? [] : ([["roles/storage.objectViewer", ["allUsers"]]] satisfies Usual)),
    // Special cases decide who else writes to their buckets. The build account writes only to scratch buckets.
    [
      "roles/storage.objectAdmin",
      [
        admins,
        ...(isPrivate ? [] : groupOf(project)),
        ...(isScratch || isScratchOfBuild ? builderOf(project) : []),
      ],
    ],
  ];
  const member = (role: string, member: string, retain: boolean) => ({
    name: `${id}/${bucket}/${role}/${member}`,
    args: { bucket, role, member },
    retain,
  });
  return {
    bindings: boundRoles(usual, extraGrantsOn(project, "authoritative", "bucket", bucket)).map(
      ({ retain, ...bound }) => ({
        name: `${id}/${bucket}/${bound.role}`,
        args: { bucket, ...bound },
        retain,
      }),
    ),
    members: [
      member("roles/storage.legacyBucketOwner", admins, true),
      // `gcloud builds submit` reads the bucket's metadata. Additive, since the project's viewers hold it, too.
      ...(isScratchOfBuild ? submitterOf(project) : []).map((submitter) =>
        member("roles/storage.legacyBucketReader", submitter, false),
      ),
      ...extraGrantsOn(project, "additive", "bucket", bucket).map(({ role, member: holder }) =>
        member(role, holder, false),
      ),
    ],
  };
}
