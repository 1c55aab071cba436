import * as pulumi from "@pulumi/pulumi";
import { Region } from "@pulumi/aws/account/region.js";
import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketReplicationConfig } from "@pulumi/aws/s3/bucketReplicationConfig.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import type { Mirrors } from "../../inventory/registry/mirrors/types.ts";
import { BLOB_MIRROR } from "../tokens.ts";
import {
  describeBlobMirror,
  type BlobMirrorSettings,
  type BucketDescription,
  type BlobMirrorDescription,
} from "./describe.ts";
import { createCdn, type ValidationRecord } from "./create-cdn.ts";
import type { RoleDescription } from "./roles.ts";

export interface BlobMirrorArgs {
  readonly mirrors: Mirrors;
  readonly settings: BlobMirrorSettings;
}

/**
 * The number of regions that an account can opt in to at the same time; each takes minutes to hours:
 * https://docs.aws.amazon.com/accounts/latest/reference/quotas.html
 */
const OPT_INS_AT_ONCE = 6;

/**
 * The mirrors of image layers in AWS: one public bucket per region, replication from the bucket that layers are
 * uploaded to, the role of the upload job, and the CDN for all other clients.
 *
 * Pulumi never deletes any of it: all resources are `retainOnDelete`. Buckets are protected until the record says
 * `state: retired`, the distribution always.
 *
 * @example new BlobMirror("prod-registry-k8s-io", { mirrors: record, settings }, { providers: [aws] });
 */
export class BlobMirror extends pulumi.ComponentResource {
  /** The domain name that AWS assigned to the CDN. */
  readonly cdnDomain: pulumi.Output<string>;
  /** The DNS records required before the certificate for the CDN's alias is issued. */
  readonly cdnValidation: pulumi.Output<ValidationRecord[]>;

  constructor(name: string, args: BlobMirrorArgs, opts?: pulumi.ComponentResourceOptions) {
    super(BLOB_MIRROR, name, {}, opts);
    const described = describeBlobMirror(args.mirrors, args.settings);
    const regions: Region[] = [];
    const buckets = described.buckets.map((bucket) => this.makeBucket(bucket, regions));
    this.replicate(described, buckets);
    this.letSyncIn(described);
    const retained = { parent: this, retainOnDelete: true };
    const { domainName, validation } = createCdn(described.cdn, retained, buckets);
    this.cdnDomain = domainName;
    this.cdnValidation = validation;
    this.registerOutputs({ cdnDomain: this.cdnDomain, cdnValidation: this.cdnValidation });
  }

  /**
   * Creates a bucket with all its settings; returns its versioning, which replication depends on. `regions` holds the
   * opt-ins of earlier buckets, in order, and gets this bucket's.
   */
  private makeBucket(described: BucketDescription, regions: Region[]): BucketVersioning {
    const retained = { parent: this, retainOnDelete: true };
    const { bucket, optIn, protect, ownershipControls, publicAccessBlock, policy, versioning } = described;
    const earlier = regions.at(-OPT_INS_AT_ONCE);
    const region =
      optIn && new Region(optIn.name, optIn.args, { ...retained, dependsOn: earlier ? [earlier] : [] });
    if (region) regions.push(region);
    const made = new Bucket(bucket.name, bucket.args, {
      ...retained,
      protect,
      ...(region && { dependsOn: region }),
    });
    const ofBucket = { ...retained, dependsOn: made };
    new BucketOwnershipControls(ownershipControls.name, ownershipControls.args, ofBucket);
    const block = new BucketPublicAccessBlock(publicAccessBlock.name, publicAccessBlock.args, ofBucket);
    // A new bucket rejects public policies until its public access block allows them.
    new BucketPolicy(policy.name, policy.args, { ...retained, dependsOn: block });
    return new BucketVersioning(versioning.name, versioning.args, ofBucket);
  }

  /** Replication requires versioning on both sides, and permissions for its role. */
  private replicate({ replication }: BlobMirrorDescription, versioned: readonly BucketVersioning[]): void {
    const { config, role } = replication;
    if (config.args.rules.length === 0) return;
    const permissions = this.makeRole(role);
    new BucketReplicationConfig(config.name, config.args, {
      parent: this,
      retainOnDelete: true,
      dependsOn: [...versioned, permissions],
    });
  }

  private letSyncIn({ sync }: BlobMirrorDescription): void {
    if (sync === undefined) return;
    const retained = { parent: this, retainOnDelete: true };
    const provider = new OpenIdConnectProvider(sync.provider.name, sync.provider.args, retained);
    this.makeRole(sync.role, provider);
  }

  private makeRole({ role, policy }: RoleDescription, ...dependsOn: readonly pulumi.Resource[]): RolePolicy {
    const retained = { parent: this, retainOnDelete: true };
    const made = new Role(role.name, role.args, { ...retained, dependsOn: [...dependsOn] });
    return new RolePolicy(policy.name, policy.args, { ...retained, dependsOn: made });
  }
}
