/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, "Not required". */
const enabledAwsRegions: readonly string[] = [
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
  ...["ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1"],
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
];

/** The regions that an account has to opt in to before it can use them: the same page, "Required". */
export const optInAwsRegions: readonly string[] = [
  ...["af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4"],
  ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1"],
  ...["eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1"],
];

/** The regions of AWS in its commercial partition. */
export const awsRegions: readonly string[] = [...enabledAwsRegions, ...optInAwsRegions].sort();

/**
 * Regions of AWS in partitions of their own: the account of the mirrors can have no bucket there, but clients come from
 * there (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
 */
export const foreignAwsRegions: readonly string[] = [
  "cn-north-1",
  "cn-northwest-1",
  "us-gov-east-1",
  "us-gov-west-1",
];
