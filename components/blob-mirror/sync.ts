import type { Mirrors, Sync } from "../../inventory/registry/mirrors/types.ts";
import type { Described } from "../described.ts";
import { bucketArn } from "./policies.ts";
import { describeRole, type RoleDescription } from "./roles.ts";

export interface OpenIdConnectProviderArgs {
  readonly url: string;
  readonly clientIdLists: string[];
}

/** The access of the job that uploads layers: a trusted token issuer and a role. */
export interface SyncDescription {
  readonly provider: Described<OpenIdConnectProviderArgs>;
  /** The ARN of the provider, which is also its import id. */
  readonly providerArn: string;
  readonly role: RoleDescription;
}

/** The audience of the cluster's tokens (facts/upstream.md §5.1). */
const AUDIENCE = "sts.amazonaws.com";

/**
 * Describes the job's access: it may write and read objects in the source bucket, but neither delete them nor change
 * the bucket. It authenticates with a token of its cluster, so there is no key to store (facts/upstream.md §5.2).
 */
export function describeSync(
  name: string,
  { account, source, mirrors }: Mirrors,
  { issuer, serviceAccounts, role }: Sync,
): SyncDescription {
  const host = issuer.replace("https://", "");
  const providerArn = `arn:aws:iam::${account}:oidc-provider/${host}`;
  const buckets = mirrors.filter(({ region }) => region === source).map(({ bucket }) => bucket);
  const subjects = serviceAccounts.map((account) => `system:serviceaccount:${account.replace("/", ":")}`);
  return {
    provider: { name: `${name}/${host}`, args: { url: issuer, clientIdLists: [AUDIENCE] } },
    providerArn,
    role: describeRole(
      { name, account, role, description: "Uploads the layers of promoted images" },
      {
        Sid: "SyncJob",
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${host}:aud`]: AUDIENCE, [`${host}:sub`]: subjects } },
      },
      [
        {
          Sid: "FindLayers",
          Effect: "Allow",
          Action: ["s3:ListBucket", "s3:GetBucketLocation"],
          Resource: buckets.map((bucket) => bucketArn(bucket)),
        },
        {
          Sid: "ReadAndAddLayers",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
          Resource: buckets.map((bucket) => bucketArn(bucket, "*")),
        },
      ],
    ),
  };
}
