import type { PolicyResource } from "../../policy/resource.ts";
import { rules } from "../../policy/rules/index.ts";
import { judgeBy } from "../../policy/verdict.ts";

/** Short names for the type tokens of resources that rules check. */
export const types = {
  accountBinding: "gcp:serviceaccount/iAMBinding:IAMBinding",
  bucketBinding: "gcp:storage/bucketIAMBinding:BucketIAMBinding",
  distribution: "aws:cloudfront/distribution:Distribution",
  job: "gcp:cloudrunv2/job:Job",
  key: "gcp:serviceaccount/key:Key",
  poolProvider: "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider",
  projectBinding: "gcp:projects/iAMBinding:IAMBinding",
  projectMember: "gcp:projects/iAMMember:IAMMember",
  projectPolicy: "gcp:projects/iAMPolicy:IAMPolicy",
  repositoryBinding: "gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding",
  repositoryMember: "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
  runMember: "gcp:cloudrunv2/serviceIamMember:ServiceIamMember",
  s3Ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  s3Policy: "aws:s3/bucketPolicy:BucketPolicy",
  s3Versioning: "aws:s3/bucketVersioning:BucketVersioning",
  sslPolicy: "gcp:compute/sSLPolicy:SSLPolicy",
  httpsProxy: "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  dataset: "gcp:bigquery/dataset:Dataset",
} as const;

/** A resource of a type, in the form that rules receive. */
export function resource(
  type: string,
  props: PolicyResource["props"],
  { name = "r", protect = false } = {},
): PolicyResource {
  return { urn: `urn:pulumi:staging::k8s-registry::${type}::${name}`, type, name, props, protect };
}

/** The messages of one rule for some resources. */
export function messages(rule: string, ...resources: readonly PolicyResource[]): string[] {
  const found = rules.find(({ name }) => name === rule);
  if (found === undefined) throw new Error(`there is no rule ${rule}`);
  return judgeBy(found, resources).map(({ message }) => message);
}
