import { object, string } from "../provider/shapes.ts";
import { bucketPart } from "./s3BucketPart.ts";

/** aws.s3.BucketOwnershipControls. https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export const s3BucketOwnershipControls = bucketPart({
  token: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  part: "ownershipControls",
  what: "Ownership Controls",
  operation: "PutBucketOwnershipControls",
  fields: {
    rule: object("required", {
      objectOwnership: string("required", {
        oneOf: ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"],
      }),
    }),
  },
});
