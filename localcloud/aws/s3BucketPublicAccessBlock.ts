import { boolean } from "../provider/shapes.ts";
import { bucketPart } from "./s3BucketPart.ts";

/**
 * aws.s3.BucketPublicAccessBlock. An omitted setting is false. Deleting it leaves the bucket without any block
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html).
 */
export const s3BucketPublicAccessBlock = bucketPart({
  token: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  part: "publicAccessBlock",
  what: "Public Access Block",
  operation: "PutPublicAccessBlock",
  fields: {
    blockPublicAcls: boolean(),
    blockPublicPolicy: boolean(),
    ignorePublicAcls: boolean(),
    restrictPublicBuckets: boolean(),
  },
});
