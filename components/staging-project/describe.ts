import type { StagingProject } from "../../inventory/projects/types.ts";
import type { Described } from "../described.ts";
import { describeStagingProjectIam, type StagingProjectIam, type StagingProjectPrincipals } from "./iam.ts";

/** Settings shared by all staging projects of a stack, from the stack configuration. */
export interface StagingProjectSettings extends StagingProjectPrincipals {
  /** The numeric id of the Google Cloud organization that holds the project. */
  readonly organizationId: string;
  /** The billing account, as `XXXXXX-XXXXXX-XXXXXX`. */
  readonly billingAccount: string;
  /** The bucket for access logs of the project's public bucket. */
  readonly accessLogBucket: string;
}

export interface ProjectArgs {
  readonly projectId: string;
  readonly name: string;
  readonly orgId: string;
  readonly billingAccount: string;
  readonly deletionPolicy: "PREVENT" | "ABANDON";
  readonly labels: Record<string, string>;
}

/** Without the lien's `parent`, which contains the project number, known only to the cloud. */
export interface LienArgs {
  readonly origin: string;
  readonly reason: string;
  readonly restrictions: string[];
}

export interface ServiceArgs {
  readonly project: string;
  readonly service: string;
  readonly disableOnDestroy: boolean;
}

export interface BucketArgs {
  readonly project: string;
  readonly name: string;
  readonly location: string;
  readonly uniformBucketLevelAccess: boolean;
  readonly publicAccessPrevention?: "enforced";
  readonly lifecycleRules: { action: { type: string }; condition: { age: number } }[];
  readonly logging: { logBucket: string; logObjectPrefix: string } | undefined;
}

/** All resources of one staging project, as plain data in the provider's terms. */
export interface StagingProjectDescription {
  /** Whether resources that hold data are protected. */
  readonly protect: boolean;
  readonly project: Described<ProjectArgs>;
  readonly lien: Described<LienArgs>;
  /** Sorted by service. */
  readonly services: readonly Described<ServiceArgs>[];
  readonly buckets: readonly Described<BucketArgs>[];
  readonly iam: StagingProjectIam;
}

/** The API that must be enabled before a repository can be created. */
export const ARTIFACT_REGISTRY_API = "artifactregistry.googleapis.com";
/** The API that must be enabled before a service account can be created. */
export const IAM_API = "iam.googleapis.com";
/** The JSON API of Cloud Storage, which must be enabled before a bucket can be created. */
export const STORAGE_API = "storage-api.googleapis.com";

/** Days after which an object of either bucket is deleted: facts/upstream.md §1.1, Constants. */
const BUCKET_OBJECT_AGE = 60;
/** The multi-region of both buckets: facts/upstream.md §1.1, Constants. */
const BUCKET_LOCATION = "US";
/** Distinguishes this program's liens from others. */
export const LIEN_ORIGIN = "k8s-registry";

/** Describes one record of `infra.staging.projects`. Pure; the component only turns the result into resources. */
export function describeStagingProject(
  project: StagingProject,
  settings: StagingProjectSettings,
): StagingProjectDescription {
  const { id } = project;
  const retired = project.state === "retired";
  const buckets = describeBuckets(project, settings.accessLogBucket);
  const bucketNames = buckets.map(({ args }) => args.name);
  return {
    protect: !retired,
    project: {
      name: id,
      args: {
        projectId: id,
        name: id,
        orgId: settings.organizationId,
        billingAccount: settings.billingAccount,
        deletionPolicy: retired ? "ABANDON" : "PREVENT",
        labels: { ...project.labels },
      },
    },
    lien: {
      name: `${id}/lien`,
      args: {
        origin: LIEN_ORIGIN,
        reason: "Holds images that releases are promoted from: retire the project in infra.yaml first",
        restrictions: ["resourcemanager.projects.delete"],
      },
    },
    services: project.apis.map((service) => ({
      name: `${id}/${service}`,
      args: { project: id, service, disableOnDestroy: false },
    })),
    buckets,
    iam: describeStagingProjectIam(project, bucketNames, settings),
  };
}

/**
 * The public bucket, named after the project and with access logs; the scratch bucket of Cloud Build; and the private
 * buckets of special cases, whose objects never expire.
 */
function describeBuckets(
  { id: project, profile, specialCases }: StagingProject,
  logBucket: string,
): Described<BucketArgs>[] {
  const bucket = (name: string, special: Partial<BucketArgs>): Described<BucketArgs> => ({
    name: `${project}/${name}`,
    args: {
      project,
      name,
      location: BUCKET_LOCATION,
      uniformBucketLevelAccess: true,
      lifecycleRules: [{ action: { type: "Delete" }, condition: { age: BUCKET_OBJECT_AGE } }],
      logging: undefined,
      ...special,
    },
  });
  const usual = [
    bucket(project, { logging: { logBucket, logObjectPrefix: project } }),
    bucket(`${project}-gcb`, {}),
  ];
  const extra = specialCases.flatMap(({ buckets }) => buckets);
  return [
    ...(profile === "images" ? usual : []),
    ...extra.map((name) => bucket(name, { lifecycleRules: [], publicAccessPrevention: "enforced" })),
  ];
}
