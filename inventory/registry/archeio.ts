/**
 * What the proxy's code knows about the mirrors (facts/upstream.md §5.3). It is compiled into the image; nothing here
 * configures it.
 */

/** AWS regions whose clients are sent to a mirror in another region. */
const ELSEWHERE = {
  "ap-east-2": "ap-east-1",
  "cn-north-1": "ap-east-1",
  "cn-northwest-1": "ap-east-1",
  "me-south-1": "me-central-1",
} as const;

/** The AWS regions that have a mirror. */
export const MIRROR_REGIONS: readonly string[] = [
  ...[
    "af-south-1",
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
  ],
  ...[
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
  ],
  ...[
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
  ],
  ...["eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "mx-central-1"],
  ...["sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"],
];

/** The AWS region of the mirror, by AWS region of the client. */
export const MIRROR_BY_CLIENT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(MIRROR_REGIONS.map((region) => [region, region])),
  ...ELSEWHERE,
};

/**
 * The address of a mirror, without a trailing slash. One bucket does not follow the naming rule (facts/upstream.md
 * §5.3).
 *
 * @param region an AWS region of {@link MIRROR_REGIONS}
 */
export function mirrorAddress(region: string): string {
  const bucket =
    region === "eu-west-2"
      ? "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2"
      : `prod-registry-k8s-io-${region}`;
  return `https://${bucket}.s3.dualstack.${region}.amazonaws.com`;
}
