import type { Diagnostic } from "../diagnostics.ts";
import { error } from "../diagnostics.ts";
import { nearest } from "../nearest.ts";
import { quoted } from "../wording.ts";
import type { PlacedText } from "./placed.ts";

/** The regions of Google Cloud, all of which have Artifact Registry: https://cloud.google.com/about/locations. */
export const googleRegions: readonly string[] = [
  ...["africa-south1", "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3"],
  ...["asia-south1", "asia-south2", "asia-southeast1", "asia-southeast2", "australia-southeast1"],
  ...["australia-southeast2", "europe-central2", "europe-north1", "europe-north2", "europe-southwest1"],
  ...["europe-west1", "europe-west2", "europe-west3", "europe-west4", "europe-west6", "europe-west8"],
  ...["europe-west9", "europe-west10", "europe-west12", "me-central1", "me-central2", "me-west1"],
  ...["northamerica-northeast1", "northamerica-northeast2", "northamerica-south1", "southamerica-east1"],
  ...["southamerica-west1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1"],
  ...["us-west2", "us-west3", "us-west4"],
];

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

/** An error for a region that is not among `known`: the nearest is suggested, or all are listed. */
export function checkRegion(
  { text, position }: PlacedText,
  owner: string,
  what: string,
  known: readonly string[],
): Diagnostic[] {
  if (known.includes(text)) return [];
  const near = nearest(text, known);
  const hint = near === undefined ? `allowed: ${known.join(", ")}` : `did you mean "${near}"?`;
  return [error("unknown-region", position, `${owner}: ${quoted(text)} is no ${what}`, hint)];
}
