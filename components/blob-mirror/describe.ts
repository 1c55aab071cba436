import type { Mirror, Mirrors } from "../../inventory/registry/mirrors/types.ts";
import type { Described } from "../described.ts";
import { describeBucketPolicy } from "./policies.ts";
import { describeCdn, type CdnDescription } from "./cdn.ts";
import { describeReplication, type ReplicationDescription } from "./replication.ts";
import { describeSync, type SyncDescription } from "./sync.ts";

/** What a stack's mirrors need to know besides the data; comes from the stack's configuration. */
export interface BlobMirrorSettings {
  /** The ARN of an issued certificate for the CDN's alias; without it the distribution has no alias. */
  readonly cdnCertificate: string | undefined;
}

/** An opted-in region of the account. */
export interface RegionArgs {
  readonly regionName: string;
  readonly enabled: true;
}

/** What every part of a bucket says: S3 is asked in the bucket's own region, whatever the provider's is. */
export interface BucketPartArgs {
  readonly bucket: string;
  readonly region: string;
}

/** One bucket with everything that is set on it. */
export interface BucketDescription {
  readonly region: string;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
  /** Undefined for a region that every account can use. */
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
  /** Needs a public access block that lets it in. */
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
  /** Undefined where no job uploads. */
  readonly sync: SyncDescription | undefined;
  readonly cdn: CdnDescription;
}

/** The logical name of a stack's mirrors, which the names of all their parts start with. */
export function blobMirrorName({ prefix }: Mirrors): string {
  return `${prefix}registry-k8s-io`;
}

/** Says what the mirrors of a stack are made of. Pure; the component only wires what this returns. */
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
 * A bucket that everybody may read objects of, over TLS, and nobody may list. Access is by policy alone: ACLs are off,
 * and whatever tries to make something public by ACL is refused.
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
