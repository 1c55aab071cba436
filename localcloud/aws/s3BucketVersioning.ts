import type { Values } from "../provider/resourceType.ts";
import { object, string } from "../provider/shapes.ts";
import { AwsError } from "./apiError.ts";
import { bucketPart, readPart } from "./s3BucketPart.ts";
import type { AwsCloud } from "./cloud.ts";

/** aws.s3.BucketVersioning. https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
export const s3BucketVersioning = bucketPart({
  token: "aws:s3/bucketVersioning:BucketVersioning",
  part: "versioning",
  what: "Versioning",
  operation: "PutBucketVersioning",
  fields: {
    versioningConfiguration: object("required", {
      status: string("required", { oneOf: ["Enabled", "Suspended", "Disabled"] }),
    }),
  },

  refuse(inputs, cloud, call) {
    const bucket = String(inputs.bucket);
    if (statusIn(inputs) === "Enabled" || readPart(cloud, bucket, "replication") === undefined) return;
    const message =
      "A replication configuration is present on this bucket, so you cannot change the versioning state. " +
      "To change the versioning state, first delete the replication configuration.";
    throw new AwsError(call, 409, "InvalidBucketState", message);
  },
});

/** Whether a bucket keeps every version of its objects. */
export function isVersioned(cloud: AwsCloud, bucket: string): boolean {
  return statusIn(readPart(cloud, bucket, "versioning") ?? {}) === "Enabled";
}

function statusIn({ versioningConfiguration }: Values): string | undefined {
  return (versioningConfiguration as { status?: string } | undefined)?.status;
}
