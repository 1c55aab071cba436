import type { ProductionRegistry } from "../../inventory/registry/production/types.ts";
import type { Described } from "../described.ts";
import type {
  AccountArgs,
  AccountIamBindingArgs,
  BucketIamBindingArgs,
  BucketIamMemberArgs,
  ProjectIamBindingArgs,
} from "../staging-project/iam.ts";

/** The settings that name who holds roles in every production registry. */
export interface ProductionIamSettings {
  /** The address of the group that administers artifacts everywhere. */
  readonly artifactAdmins: string;
  /** The workload identity pool of the cluster that runs the promotion jobs. */
  readonly workloadPool: string;
}

/** The service whose reads and writes are logged. */
export interface AuditConfigArgs {
  readonly project: string;
  readonly service: string;
  readonly auditLogConfigs: { logType: "DATA_READ" | "DATA_WRITE" }[];
}

/** A service account, and the jobs that may impersonate it. */
export interface AccountDescription extends Described<AccountArgs> {
  /** The account as a member in IAM bindings. */
  readonly member: string;
  readonly users: Described<AccountIamBindingArgs>;
}

/** All IAM resources of one registry's project. */
export interface ProductionIam {
  readonly accounts: readonly AccountDescription[];
  /** Authoritative: only the members hold the role in the project. */
  readonly projectBindings: readonly Described<ProjectIamBindingArgs>[];
  readonly auditConfig: Described<AuditConfigArgs>;
  readonly bucketBindings: readonly Described<BucketIamBindingArgs>[];
  /** Additive, since Google's convenience members hold the role, too. */
  readonly bucketMembers: readonly Described<BucketIamMemberArgs>[];
}

/**
 * Describes who holds which role in a registry's project (facts/upstream.md §6). As in upstream's Terraform, bindings
 * are on the project, not on each repository: one per role for all locations. Jobs authenticate with their cluster's
 * identity; no account has a key.
 */
export function describeProductionIam(
  { project, accounts, writers, scanReaders, buckets }: ProductionRegistry,
  { artifactAdmins, workloadPool }: ProductionIamSettings,
): ProductionIam {
  const admins = `group:${artifactAdmins}`;
  const groups = (emails: readonly string[]) => emails.map((email) => `group:${email}`);
  const memberOf = (id: string) => `serviceAccount:${id}@${project}.iam.gserviceaccount.com`;
  const promoters = accounts.filter(({ promotes }) => promotes).map(({ id }) => memberOf(id));
  const onProject: [role: string, members: string[]][] = [
    ["roles/artifactregistry.admin", [admins]],
    ["roles/artifactregistry.repoAdmin", [...promoters, ...groups(writers)]],
    // Bound to nobody, so that nobody can push through a role other than the promoters'.
    ["roles/artifactregistry.writer", []],
    ["roles/containeranalysis.occurrences.viewer", groups(scanReaders)],
    ["roles/errorreporting.user", [admins]],
    ["roles/serviceusage.serviceUsageConsumer", [admins]],
    ["roles/viewer", [admins, ...groups(scanReaders)]],
  ];
  return {
    accounts: accounts.map(({ id, purpose, usedBy }): AccountDescription => {
      const name = `${project}/${id}`;
      const role = "roles/iam.workloadIdentityUser";
      return {
        name,
        args: { project, accountId: id, displayName: purpose },
        member: memberOf(id),
        users: {
          name: `${name}/${role}`,
          args: {
            serviceAccountId: `projects/${project}/serviceAccounts/${id}@${project}.iam.gserviceaccount.com`,
            role,
            members: usedBy.map((account) => `serviceAccount:${workloadPool}[${account}]`),
          },
        },
      };
    }),
    projectBindings: onProject.map(([role, members]) => ({
      name: `${project}/${role}`,
      args: { project, role, members },
    })),
    auditConfig: {
      name: `${project}/artifactregistry.googleapis.com/audit-config`,
      args: {
        project,
        service: "artifactregistry.googleapis.com",
        auditLogConfigs: [{ logType: "DATA_READ" }, { logType: "DATA_WRITE" }],
      },
    },
    bucketBindings: buckets.flatMap(({ name: bucket, writers: own }) => {
      const onBucket: [role: string, members: string[]][] = [
        ["roles/storage.objectViewer", ["allUsers"]],
        ["roles/storage.objectAdmin", [admins, ...groups(own)]],
      ];
      return onBucket.map(([role, members]) => ({
        name: `${project}/${bucket}/${role}`,
        args: { bucket, role, members },
      }));
    }),
    bucketMembers: buckets.map(({ name: bucket }) => ({
      name: `${project}/${bucket}/roles/storage.legacyBucketOwner/${admins}`,
      args: { bucket, role: "roles/storage.legacyBucketOwner", member: admins },
    })),
  };
}
