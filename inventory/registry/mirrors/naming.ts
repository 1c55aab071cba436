/** The name of a bucket by the rule (facts/upstream.md §5.1). */
export function bucketByRule(prefix: string, region: string): string {
  return `${prefix}registry-k8s-io-${region}`;
}

/** Where clients read a bucket, over IPv4 and IPv6: the form that the proxy uses (facts/upstream.md §4.1). */
export function bucketUrl(bucket: string, region: string): string {
  return `https://${bucket}.s3.dualstack.${region}.amazonaws.com`;
}
