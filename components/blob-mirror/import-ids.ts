import type { Lookup } from "../described.ts";
import type { BlobMirrorDescription } from "./describe.ts";

/**
 * The import ids of all resources of a stack's mirrors, by logical name (see the Import section of each resource's
 * documentation; the region follows an @, as in terraform-provider-aws since 6.0:
 * https://hashicorp.github.io/terraform-provider-aws/enhanced-region-support/). Derived from the record alone, so that
 * a lost state can be rebuilt.
 *
 * Does not include certificate, cache policy and distribution, whose ids AWS generates; see {@link blobMirrorLookups}.
 */
export function blobMirrorImportIds({
  buckets,
  replication,
  sync,
  cdn,
}: BlobMirrorDescription): Record<string, string> {
  const roles = [replication.role, ...(sync ? [sync.role] : [])];
  const ofRegions = buckets.flatMap((described): [name: string, id: string][] => {
    const { bucket, optIn, ownershipControls, publicAccessBlock, policy, versioning } = described;
    const id = `${bucket.args.bucket}@${bucket.args.region}`;
    const parts = [bucket, ownershipControls, publicAccessBlock, policy, versioning];
    return [
      ...(optIn ? [[optIn.name, optIn.args.regionName] as [string, string]] : []),
      ...parts.map(({ name }): [string, string] => [name, id]),
    ];
  });
  const { config } = replication;
  return Object.fromEntries([
    ...ofRegions,
    [config.name, `${config.args.bucket}@${config.args.region}`],
    ...roles.flatMap(({ role, policy }) => [
      [role.name, role.args.name],
      [policy.name, `${policy.args.role}:${policy.args.name}`],
    ]),
    ...(sync ? [[sync.provider.name, sync.providerArn]] : []),
    [cdn.viewerRequest.name, cdn.viewerRequest.args.name],
  ]) as Record<string, string>;
}

/** Lookups for the resources whose ids AWS generates: by domain, name and comment. CloudFront has no regions. */
export function blobMirrorLookups({ cdn }: BlobMirrorDescription): Record<string, Lookup> {
  const { certificate, cachePolicy, distribution } = cdn;
  return {
    [certificate.name]: {
      within: certificate.args.region,
      where: { domainName: certificate.args.domainName },
    },
    [cachePolicy.name]: { within: "", where: { name: cachePolicy.args.name } },
    [distribution.name]: { within: "", where: { comment: distribution.args.comment } },
  };
}
