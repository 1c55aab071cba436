import { string } from "../provider/shapes.ts";
import { AwsError } from "./apiError.ts";
import { grammarFault, isPublic, policyFailures, samePolicy, statementsOf } from "./policy.ts";
import { bucketPart, readPart } from "./s3BucketPart.ts";

/** "Bucket policies are limited to 20 KB in size": https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const longestPolicy = 20 * 1024;

export const s3BucketPolicy = bucketPart({
  token: "aws:s3/bucketPolicy:BucketPolicy",
  part: "policy",
  what: "Policy",
  operation: "PutBucketPolicy",
  fields: { policy: string("required", { same: samePolicy }) },

  check: (inputs) => policyFailures("policy", inputs),

  refuse(inputs, cloud, call) {
    const [bucket, policy] = [String(inputs.bucket), String(inputs.policy)];
    const fault = faultOf(bucket, policy);
    if (fault !== undefined) throw new AwsError(call, 400, "MalformedPolicy", fault);
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    if (readPart(cloud, bucket, "publicAccessBlock")?.blockPublicPolicy === true && isPublic(policy)) {
      const reason =
        "public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.";
      const message = `User is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket}" because ${reason}`;
      throw new AwsError(call, 403, "AccessDenied", message);
    }
  },
});

function faultOf(bucket: string, policy: string): string | undefined {
  if (Buffer.byteLength(policy) > longestPolicy) return "The policy is larger than 20480 bytes.";
  const arn = `arn:aws:s3:::${bucket}`;
  const statements = statementsOf(policy);
  if (statements.some(({ principals }) => principals === undefined))
    return "Missing required field Principal";
  const strange = statements
    .flatMap(({ resources }) => (resources.length > 0 ? resources : [""]))
    .find((resource) => resource !== arn && !resource.startsWith(`${arn}/`));
  if (strange !== undefined) return `Policy has invalid resource: ${strange}`;
  const foreign = statements.flatMap(({ actions }) => actions).find((action) => !/^(s3:|\*$)/.test(action));
  return foreign === undefined ? grammarFault(policy) : `Policy has invalid action: ${foreign}`;
}
