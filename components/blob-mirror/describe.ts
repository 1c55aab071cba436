import type { Mirror, Mirrors } from "../../inventory/registry/mirrors/types.ts";
import type { Described } from "../described.ts";
import { describeBucketPolicy } from "./policies.ts";
import { describeCdn, type CdnDescription } from "./cdn.ts";
import { describeReplication, type ReplicationDescription } from "./replication.ts";
import { describeSync, type SyncDescription } from "./sync.ts";

/** Settings of a stack's mirrors that come from the stack configuration. */
export interface BlobMirrorSettings {
  /** The ARN of an issued certificate for the CDN's alias; without it the distribution has no alias. */
  readonly cdnCertificate: string | undefined;
}

/** A region that the account opts in to. */
export interface RegionArgs {
  readonly regionName: string;
  readonly enabled: true;
}

/** Arguments of every bucket resource. The region is that of the bucket, regardless of the provider's. */
export interface BucketPartArgs {
  readonly bucket: string;
  readonly region: string;
}

/** One bucket with all its settings. */
export interface BucketDescription {
  readonly region: string;
  /** Whether the bucket is protected. */
  readonly protect: boolean;
  /** Undefined for a region that needs no opt-in. */
  readonly optIn: Described<RegionArgs> | undefined;
  readonly bucket: Described<BucketPartArgs>;
  readonly ownershipControls: Described<
    BucketPartArgs & { readonly rule: { readonly objectOwnership: "BucketOwnerEnforced" } }
  >;
  readonly publicAccessBlock: Described<
    BucketPartArgs & {
      readonly blockPublicAcls: boolean;
      readonly ignorePublicAcls: boolean;
      readonly blockPublicPolicy: boolean;
      readonly restrictPublicBuckets: boolean;
    }
  >;
  /** Requires a public access block that allows public policies. */
  readonly policy: Described<BucketPartArgs & { readonly policy: string }>;
  readonly versioning: Described<
    BucketPartArgs & { readonly versioningConfiguration: { readonly status: "Enabled" } }
  >;
}

/** The mirrors of one stack, as plain data in the provider's terms. */
export interface BlobMirrorDescription {
  /** Sorted by region. */
  readonly buckets: readonly BucketDescription[];
  readonly replication: ReplicationDescription;
  /** Undefined if no job uploads layers. */
  readonly sync: SyncDescription | undefined;
  readonly cdn: CdnDescription;
}

/** The logical name of a stack's mirrors: the prefix of the names of all their resources. */
export function blobMirrorName({ prefix }: Mirrors): string {
  return `${prefix}registry-k8s-io`;
}

/** Describes the mirrors of a stack. Pure; the component only turns the result into resources. */
export function describeBlobMirror(mirrors: Mirrors, settings: BlobMirrorSettings): BlobMirrorDescription {
  const name = blobMirrorName(mirrors);
  return {
    buckets: mirrors.mirrors.map((mirror) => describeBucket(`${name}/${mirror.region}`, mirror)),
    replication: describeReplication(name, mirrors),
    sync: mirrors.sync && describeSync(name, mirrors, mirrors.sync),
    cdn: describeCdn(name, mirrors, settings.cdnCertificate),
  };
}

/**
 * A bucket whose objects everybody may read over TLS, but nobody may list. Access is granted only by policy: ACLs are
 * disabled, and requests to make something public by ACL are rejected.
 */
function describeBucket(name: string, { region, bucket, optIn, state }: Mirror): BucketDescription {
  const part = { bucket, region };
  return {
    region,
    protect: state === "active",
    optIn: optIn ? { name: `${name}/opt-in`, args: { regionName: region, enabled: true } } : undefined,
    bucket: { name, args: part },
    ownershipControls: {
      name: `${name}/ownership-controls`,
      args: { ...part, rule: { objectOwnership: "BucketOwnerEnforced" } },
    },
    publicAccessBlock: {
      name: `${name}/public-access-block`,
      args: {
        ...part,
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: false,
        restrictPublicBuckets: false,
      },
    },
    policy: { name: `${name}/policy`, args: { ...part, policy: describeBucketPolicy(bucket) } },
    versioning: {
      name: `${name}/versioning`,
      args: { ...part, versioningConfiguration: { status: "Enabled" } },
    },
  };
}
