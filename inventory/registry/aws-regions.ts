/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, "Not required". */
const enabledAwsRegions: readonly string[] = [
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
  ...["ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1"],
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
];

/** Regions that an account must opt in to: same page, "Required". */
export const optInAwsRegions: readonly string[] = [
  ...["af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4"],
  ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1"],
  ...["eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1"],
];

/** All AWS regions in the commercial partition. */
export const awsRegions: readonly string[] = [...enabledAwsRegions, ...optInAwsRegions].sort();

/**
 * AWS regions in other partitions: the mirrors' account cannot have buckets there, but clients may be there
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
 */
export const foreignAwsRegions: readonly string[] = [
  "cn-north-1",
  "cn-northwest-1",
  "us-gov-east-1",
  "us-gov-west-1",
];
