import type { Lookup } from "../described.ts";
import type { BlobMirrorDescription } from "./describe.ts";

/**
 * The id by which AWS knows each resource of a stack's mirrors, by logical name: what `pulumi import` wants (the Import
 * section of each resource's documentation; the region stands behind an @, as terraform-provider-aws has it since 6.0:
 * https://hashicorp.github.io/terraform-provider-aws/enhanced-region-support/). From the record alone, so that a lost
 * state can be rebuilt.
 *
 * Certificate, cache policy and distribution are missing: AWS makes their ids up; see `blobMirrorLookups`.
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

/** How to find what AWS makes up an id for: by the domain, the name and the comment. CloudFront has no regions. */
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
