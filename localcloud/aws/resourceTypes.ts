import type { ResourceType } from "../provider/resourceType.ts";
import { accountRegion } from "./accountRegion.ts";
import { acmCertificate } from "./acmCertificate.ts";
import type { AwsCloud } from "./cloud.ts";
import { cloudfrontCachePolicy } from "./cloudfrontCachePolicy.ts";
import { cloudfrontDistribution } from "./cloudfrontDistribution.ts";
import { cloudfrontFunction } from "./cloudfrontFunction.ts";
import { iamOpenIdConnectProvider } from "./iamOpenIdConnectProvider.ts";
import { iamRole } from "./iamRole.ts";
import { iamRolePolicy } from "./iamRolePolicy.ts";
import { s3Bucket } from "./s3Bucket.ts";
import { s3BucketOwnershipControls } from "./s3BucketOwnershipControls.ts";
import { s3BucketPolicy } from "./s3BucketPolicy.ts";
import { s3BucketPublicAccessBlock } from "./s3BucketPublicAccessBlock.ts";
import { s3BucketReplicationConfig } from "./s3BucketReplicationConfig.ts";
import { s3BucketVersioning } from "./s3BucketVersioning.ts";

/** Every resource type of the package `aws` that localcloud models. */
export const resourceTypes: readonly ResourceType<AwsCloud>[] = [
  accountRegion,
  acmCertificate,
  cloudfrontCachePolicy,
  cloudfrontDistribution,
  cloudfrontFunction,
  iamOpenIdConnectProvider,
  iamRole,
  iamRolePolicy,
  s3Bucket,
  s3BucketOwnershipControls,
  s3BucketPolicy,
  s3BucketPublicAccessBlock,
  s3BucketReplicationConfig,
  s3BucketVersioning,
];
