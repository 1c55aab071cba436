import type {
  Location,
  ProductionRegistry,
  RegistryBucket,
} from "../../inventory/registry/production/types.ts";
import type { Described } from "../described.ts";
import {
  LIEN_ORIGIN,
  type BucketArgs as StagingBucketArgs,
  type LienArgs,
  type ProjectArgs as StagingProjectArgs,
  type ServiceArgs,
} from "../staging-project/describe.ts";
import {
  READER_ROLE,
  type RepositoryArgs,
  type RepositoryIamBindingArgs,
} from "../staging-repository/describe.ts";
import { describeProductionIam, type ProductionIam, type ProductionIamSettings } from "./iam.ts";

/** Settings shared by all production registries, from the stack configuration; the pool comes from the data. */
export interface ProductionRegistrySettings extends ProductionIamSettings {
  /** The numeric id of the Google Cloud organization that holds the project. */
  readonly organizationId: string;
  /** The billing account, as `XXXXXX-XXXXXX-XXXXXX`. */
  readonly billingAccount: string;
  /** The bucket for access logs of the public buckets. */
  readonly accessLogBucket: string;
}

/** With PREVENT, the provider refuses to delete a resource; with ABANDON, it only drops it from the state. */
export type DeletionPolicy = "PREVENT" | "ABANDON";

export interface ProjectArgs extends StagingProjectArgs {
  readonly autoCreateNetwork: false;
}

export type ProductionRepositoryArgs = Pick<
  RepositoryArgs,
  "project" | "location" | "repositoryId" | "format"
> & { readonly deletionPolicy: DeletionPolicy };

export interface BucketArgs extends Omit<StagingBucketArgs, "lifecycleRules"> {
  readonly deletionPolicy: DeletionPolicy;
  readonly retentionPolicy: { retentionPeriod: string } | undefined;
}

/** One location's repository. */
export interface LocationDescription extends Described<ProductionRepositoryArgs> {
  /** Whether the repository is protected. */
  readonly protect: boolean;
  /** The address to pull images from, without a trailing slash. */
  readonly address: string;
  readonly readers: Described<RepositoryIamBindingArgs>;
}

/** A registry that images are promoted into, as plain data in the provider's terms. */
export interface ProductionRegistryDescription {
  readonly project: Described<ProjectArgs>;
  readonly lien: Described<LienArgs>;
  /** Sorted by service. */
  readonly services: readonly Described<ServiceArgs>[];
  /** Sorted by location. */
  readonly locations: readonly LocationDescription[];
  readonly buckets: readonly (Described<BucketArgs> & { readonly protect: boolean })[];
  readonly iam: ProductionIam;
}

/** The API of vulnerability reports. It is not free, so it is enabled only if somebody reads them. */
const REPORTS_API = "containeranalysis.googleapis.com";
/** facts/upstream.md §6, without retired services. The IAM APIs are for the service accounts of jobs. */
const SERVICES = [
  "artifactregistry.googleapis.com",
  "iam.googleapis.com",
  "iamcredentials.googleapis.com",
  "storage-api.googleapis.com",
  "storage-component.googleapis.com",
];

/** The repository's id in every location (facts/upstream.md §6). */
const REPOSITORY = "images";
/** The multi-region of the buckets, as in staging: facts/upstream.md §1.1, Constants. */
const BUCKET_LOCATION = "US";
/** A year in seconds as in `gsutil retention set`, which upstream used: 365.25 days. */
const YEAR = 31_557_600;

/** Describes one registry of `infra/registry/production.yaml`. Pure. */
export function describeProductionRegistry(
  registry: ProductionRegistry,
  settings: ProductionRegistrySettings,
): ProductionRegistryDescription {
  const id = registry.project;
  return {
    project: {
      name: id,
      args: {
        projectId: id,
        name: id,
        orgId: settings.organizationId,
        billingAccount: settings.billingAccount,
        autoCreateNetwork: false,
        deletionPolicy: "PREVENT",
        labels: {},
      },
    },
    lien: {
      name: `${id}/lien`,
      args: {
        origin: LIEN_ORIGIN,
        reason: "registry.k8s.io serves from here",
        restrictions: ["resourcemanager.projects.delete"],
      },
    },
    services: servicesOf(registry).map((service) => ({
      name: `${id}/${service}`,
      args: { project: id, service, disableOnDestroy: false },
    })),
    locations: registry.locations.map((location) => describeLocation(id, location)),
    buckets: registry.buckets.map((bucket) => describeBucket(id, bucket, settings.accessLogBucket)),
    iam: describeProductionIam(registry, settings),
  };
}

function servicesOf({ scanReaders }: ProductionRegistry): string[] {
  return scanReaders.length > 0 ? [...SERVICES, REPORTS_API].sort() : SERVICES;
}

function describeLocation(project: string, { region, state }: Location): LocationDescription {
  const name = `${project}/${region}/${REPOSITORY}`;
  const place = { project, location: region };
  return {
    name,
    protect: state === "active",
    address: `${region}-docker.pkg.dev/${project}/${REPOSITORY}`,
    args: { ...place, repositoryId: REPOSITORY, format: "DOCKER", deletionPolicy: deletionPolicy(state) },
    readers: {
      name: `${name}/${READER_ROLE}`,
      args: { ...place, repository: REPOSITORY, role: READER_ROLE, members: ["allUsers"] },
    },
  };
}

function describeBucket(
  project: string,
  { name, state, retentionYears }: RegistryBucket,
  logBucket: string,
): Described<BucketArgs> & { readonly protect: boolean } {
  return {
    name: `${project}/${name}`,
    protect: state === "active",
    args: {
      project,
      name,
      location: BUCKET_LOCATION,
      uniformBucketLevelAccess: true,
      logging: { logBucket, logObjectPrefix: name },
      retentionPolicy:
        retentionYears === undefined ? undefined : { retentionPeriod: String(retentionYears * YEAR) },
      deletionPolicy: deletionPolicy(state),
    },
  };
}

function deletionPolicy(state: Location["state"]): DeletionPolicy {
  return state === "active" ? "PREVENT" : "ABANDON";
}
