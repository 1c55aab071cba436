import { BUCKET, UNKNOWN } from "../resource.ts";
import { ofTypes, type ResourceRule } from "../rule.ts";

export const uniformBucketAccess: ResourceRule = {
  name: "uniform-bucket-access",
  description: "Access to a bucket is controlled by IAM alone.",
  severity: "high",
  remediation: "Set uniformBucketLevelAccess: true.",
  url: "https://cloud.google.com/storage/docs/uniform-bucket-level-access",
  appliesTo: ofTypes(BUCKET),
  check: ({ props: { uniformBucketLevelAccess } }) =>
    uniformBucketLevelAccess === true || uniformBucketLevelAccess === UNKNOWN
      ? []
      : ["does not have uniform bucket-level access"],
};
