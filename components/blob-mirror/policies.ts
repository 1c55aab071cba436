/** One statement of an IAM policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly Service: string } | { readonly Federated: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy as JSON. The order of keys is fixed, so that only a change of meaning shows up as a diff. */
export function policyDocument(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Prefix of layers in a bucket (facts/upstream.md §5.2); everything else belongs to the sync job. */
export const LAYERS = "containers/images/";

/** The ARN of a bucket, or of objects in it. */
export function bucketArn(bucket: string, objects = ""): string {
  return `arn:aws:s3:::${bucket}${objects === "" ? "" : `/${objects}`}`;
}

/**
 * A policy that lets everybody read single objects, and rejects requests without TLS. Upstream also lets everybody
 * list, which no client needs: the proxy asks for one layer by digest (docs/adr/mirrors.md).
 */
export function describeBucketPolicy(bucket: string): string {
  return policyDocument(
    {
      Sid: "EverybodyReads",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: bucketArn(bucket, "*"),
    },
    {
      Sid: "OnlyOverTls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [bucketArn(bucket), bucketArn(bucket, "*")],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
