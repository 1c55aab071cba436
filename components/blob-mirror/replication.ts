import type { Mirrors } from "../../inventory/registry/mirrors/types.ts";
import type { Described } from "../described.ts";
import { LAYERS, bucketArn } from "./policies.ts";
import { describeRole, type RoleDescription } from "./roles.ts";

/** One rule: what to copy to one other bucket. */
export interface ReplicationRule {
  readonly id: string;
  readonly priority: number;
  readonly status: "Enabled";
  readonly filter: { prefix: string };
  readonly deleteMarkerReplication: { status: "Disabled" };
  readonly destination: { bucket: string; storageClass: "STANDARD"; metrics: { status: "Enabled" } };
}

export interface ReplicationArgs {
  readonly bucket: string;
  readonly region: string;
  readonly role: string;
  readonly rules: ReplicationRule[];
}

/** Replication of new layers from the source to all other buckets; without any, it has no rules. */
export interface ReplicationDescription {
  /** The role that S3 assumes. */
  readonly role: RoleDescription;
  readonly config: Described<ReplicationArgs>;
}

/**
 * Describes replication (facts/upstream.md §5.1). Priorities only need to differ, since no two rules have the same
 * destination. Unlike upstream, deletions in the source are not replicated (docs/adr/mirrors.md).
 */
export function describeReplication(
  name: string,
  { account, source, mirrors }: Mirrors,
): ReplicationDescription {
  const active = mirrors.filter(({ state }) => state === "active");
  const from = active.filter(({ region }) => region === source).map(({ bucket }) => bucket);
  const to = active.filter(({ region }) => region !== source);
  const role = describeRole(
    {
      name,
      account,
      role: `${name}-replication`,
      description: "Copies layers to the mirrors of all regions",
    },
    {
      Sid: "S3",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
    [
      {
        Sid: "ReadConfiguration",
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: from.map((bucket) => bucketArn(bucket)),
      },
      {
        Sid: "ReadLayers",
        Effect: "Allow",
        Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        Resource: from.map((bucket) => bucketArn(bucket, `${LAYERS}*`)),
      },
      {
        Sid: "WriteCopies",
        Effect: "Allow",
        Action: ["s3:ReplicateObject", "s3:ReplicateTags"],
        Resource: to.map(({ bucket }) => bucketArn(bucket, `${LAYERS}*`)),
      },
    ],
  );
  return {
    role,
    config: {
      name: `${name}/${source}/replication`,
      args: {
        bucket: from[0] ?? "",
        region: source,
        role: role.arn,
        rules: to.map(({ region, bucket }, index) => ({
          id: `registry-k8s-io-${source}-to-registry-k8s-io-${region}`,
          priority: index + 1,
          status: "Enabled",
          filter: { prefix: LAYERS },
          deleteMarkerReplication: { status: "Disabled" },
          destination: {
            bucket: bucketArn(bucket),
            storageClass: "STANDARD",
            metrics: { status: "Enabled" },
          },
        })),
      },
    },
  };
}
