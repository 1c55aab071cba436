import { awsProvider } from "../../../localcloud/aws/provider.ts";
import type { AwsCloud } from "../../../localcloud/aws/cloud.ts";
import type { Provider } from "../../../localcloud/provider/provider.ts";
import type { Resource, Values } from "../../../localcloud/provider/resourceType.ts";
import { Store } from "../../../localcloud/store/store.ts";
import { loadWorld } from "../../../localcloud/world.ts";
import { temporaryDirectory } from "../sandbox.ts";
import { ProviderSandbox } from "../providerSandbox.ts";

/** Type tokens by short name. */
export const tokens = {
  region: "aws:account/region:Region",
  certificate: "aws:acm/certificate:Certificate",
  cachePolicy: "aws:cloudfront/cachePolicy:CachePolicy",
  distribution: "aws:cloudfront/distribution:Distribution",
  function: "aws:cloudfront/function:Function",
  oidc: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  bucket: "aws:s3/bucket:Bucket",
  ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
  publicAccess: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  replication: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
} as const;

export type Kind = keyof typeof tokens;

export const account = "513428760722";

/** A provider in us-east-2 with an empty store, and shortcuts that call Check first, as the engine does. */
export class Sandbox extends ProviderSandbox<AwsCloud, Kind> {
  readonly store = new Store(temporaryDirectory());
  readonly provider: Provider<AwsCloud>;

  constructor(configuration: Values = { region: "us-east-2", allowedAccountIds: `["${account}"]` }) {
    super(tokens);
    const world = { ...loadWorld(), awsAccounts: [account, "111111111111"], awsBuckets: ["taken"] };
    this.provider = awsProvider(this.store, world);
    this.provider.configure(configuration);
  }

  update(kind: Kind, { id, outputs }: Resource, inputs: Values): Values {
    return this.provider.update(tokens[kind], id, outputs, this.checked(kind, inputs));
  }

  /** The names of the properties that would change. */
  changes(kind: Kind, outputs: Values, inputs: Values): readonly string[] {
    return this.provider.diff(tokens[kind], outputs, this.checked(kind, inputs)).changed;
  }

  /** Creates a versioned bucket. */
  versioned(bucket: string, region = "us-east-2"): void {
    this.create("bucket", { bucket, region });
    this.create("versioning", { bucket, region, versioningConfiguration: { status: "Enabled" } });
  }
}

/** A policy document with one statement. */
export function policy(statement: Values): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** Allows S3 to assume a role. */
export const trustS3 = policy({
  Effect: "Allow",
  Principal: { Service: "s3.amazonaws.com" },
  Action: "sts:AssumeRole",
});
