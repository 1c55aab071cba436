/** The name of a bucket according to the naming rule (facts/upstream.md §5.1). */
export function bucketByRule(prefix: string, region: string): string {
  return `${prefix}registry-k8s-io-${region}`;
}

/** The dual-stack (IPv4 and IPv6) address of a bucket, in the form that the proxy uses (facts/upstream.md §4.1). */
export function bucketUrl(bucket: string, region: string): string {
  return `https://${bucket}.s3.dualstack.${region}.amazonaws.com`;
}
