import type { Output } from "@pulumi/pulumi";
import { blobMirrorName } from "../components/blob-mirror/describe.ts";
import { BlobMirror } from "../components/blob-mirror/index.ts";
import type { ValidationRecord } from "../components/blob-mirror/create-cdn.ts";
import type { MirrorsByStack } from "../inventory/registry/mirrors/types.ts";
import type { StackName } from "../inventory/stacks.ts";
import { awsProvider } from "./providers.ts";
import type { Settings } from "./settings.ts";

/** The stack output about its mirrors. */
export interface BlobMirrorOutput {
  /** The addresses to read layers from, by AWS region. */
  readonly buckets: Readonly<Record<string, string>>;
  /** The domain name that AWS assigned to the CDN. The DNS record of the CDN's alias must point to it. */
  readonly cdnDomain: Output<string>;
  /** The DNS records required before the certificate for the CDN's alias is issued. */
  readonly cdnValidation: Output<ValidationRecord[]>;
}

/** Creates the mirrors of a stack, if the data declares any. Returns their outputs by name prefix of the buckets. */
export function blobMirror(
  stack: StackName,
  byStack: MirrorsByStack,
  { awsRole, cdnCertificate }: Pick<Settings, "awsRole" | "cdnCertificate">,
): Record<string, BlobMirrorOutput> {
  const mirrors = byStack[stack];
  if (mirrors === undefined) return {};
  const name = blobMirrorName(mirrors);
  const providers = [awsProvider(mirrors, awsRole)];
  const { cdnDomain, cdnValidation } = new BlobMirror(
    name,
    { mirrors, settings: { cdnCertificate } },
    { providers },
  );
  const buckets = Object.fromEntries(mirrors.mirrors.map(({ region, url }) => [region, url]));
  return { [name]: { buckets, cdnDomain, cdnValidation } };
}
