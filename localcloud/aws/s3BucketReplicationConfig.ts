import type { Fields, Values } from "../provider/resourceType.ts";
import { number, object, objects, string } from "../provider/shapes.ts";
import { AwsError, type Call } from "./apiError.ts";
import type { AwsCloud } from "./cloud.ts";
import { findRole } from "./iamRole.ts";
import { bucketPart, findBucket } from "./s3BucketPart.ts";
import { isVersioned } from "./s3BucketVersioning.ts";

/** One rule, by the SDK's names. */
interface Rule {
  readonly id?: string;
  readonly priority?: number;
  readonly filter?: object;
  readonly deleteMarkerReplication?: object;
  readonly destination: { readonly bucket: string };
}

const onOff: Fields[string] = string("required", { oneOf: ["Enabled", "Disabled"] });
const status = object({ status: onOff });

/** "The maximum number of rules is 1,000": https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationConfiguration.html */
const mostRules = 1000;

/**
 * aws.s3.BucketReplicationConfig. Other accounts, encryption, tags and replication within 15 minutes are not modeled.
 */
export const s3BucketReplicationConfig = bucketPart({
  token: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  part: "replication",
  what: "Replication Configuration",
  operation: "PutBucketReplication",
  fields: {
    role: string("required"),
    rules: objects("required", {
      id: string("computed"),
      priority: number(),
      status: onOff,
      filter: object({ prefix: string() }),
      deleteMarkerReplication: status,
      destination: object("required", {
        bucket: string("required"),
        storageClass: string(),
        metrics: status,
      }),
    }),
  },

  refuse(inputs, cloud, call) {
    const source = String(inputs.bucket);
    const rules = inputs.rules as readonly Rule[];
    const invalid = (message: string) => new AwsError(call, 400, "InvalidRequest", message);
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html, for both buckets.
    if (!isVersioned(cloud, source)) {
      throw invalid("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
    }
    for (const { destination } of rules) refuseDestination(source, destination.bucket, cloud, call);
    if (rules.length === 0 || rules.length > mostRules) throw malformed(call);
    const fault = rulesFault(rules);
    if (fault !== undefined) throw invalid(fault);
    refuseRole(inputs, cloud, call);
  },
});

function refuseDestination(source: string, arn: string, cloud: AwsCloud, call: Call): void {
  const bucket = /^arn:aws:s3:::([^/]+)$/.exec(arn)?.[1];
  if (bucket === undefined) throw new AwsError(call, 400, "InvalidArgument", `Invalid bucket ARN: ${arn}`);
  const refusal = (message: string) =>
    new AwsError(call, 400, "InvalidRequest", `${message} (destination ${bucket})`);
  if (bucket === source) throw refusal("Destination bucket cannot be the same as the source bucket.");
  if (findBucket(cloud, bucket) === undefined) throw refusal("Destination bucket must exist.");
  if (!isVersioned(cloud, bucket)) throw refusal("Destination bucket must have versioning enabled.");
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html */
function rulesFault(rules: readonly Rule[]): string | undefined {
  const ids = rules.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return `Rule Id must be unique. Found same Id for more than one rule: ${twice}`;
  const long = ids.find((id) => id.length > 255);
  if (long !== undefined) return "Rule Id must not be longer than 255 characters";
  const priorities = rules.flatMap(({ priority }) => (priority === undefined ? [] : [priority]));
  const shared = priorities.find((priority, index) => priorities.indexOf(priority) !== index);
  if (shared !== undefined) return `Found duplicate priority ${shared} in the rules`;
  for (const { filter, priority, deleteMarkerReplication } of rules) {
    if (filter === undefined && rules.length > 1) return "Several rules need a filter and a priority each";
    if (filter === undefined) continue;
    if (priority === undefined)
      return "Priority must be specified for this version of the configuration schema";
    if (deleteMarkerReplication === undefined) {
      return "DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema";
    }
  }
  return undefined;
}

/** S3 accepts a role that does not exist and then replicates nothing. This refuses it, because nobody would notice. */
function refuseRole({ role }: Values, cloud: AwsCloud, call: Call): void {
  const found = findRole(cloud, String(role));
  if (found === undefined) {
    throw new AwsError(call, 400, "InvalidArgument", `The replication role ${String(role)} does not exist`);
  }
  if (!found.trusted.includes("Service:s3.amazonaws.com")) {
    throw new AwsError(
      call,
      400,
      "InvalidArgument",
      `S3 may not assume the replication role ${String(role)}`,
    );
  }
}

function malformed(call: Call): AwsError {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return new AwsError(call, 400, "MalformedXML", message);
}
