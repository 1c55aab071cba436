import type { Output } from "@pulumi/pulumi";
import { blobMirrorName } from "../components/blob-mirror/describe.ts";
import { BlobMirror } from "../components/blob-mirror/index.ts";
import type { ValidationRecord } from "../components/blob-mirror/make-cdn.ts";
import type { MirrorsByStack } from "../inventory/registry/mirrors/types.ts";
import type { StackName } from "../inventory/stacks.ts";
import { awsProvider } from "./providers.ts";
import type { Settings } from "./settings.ts";

/** What a stack tells about its mirrors. */
export interface BlobMirrorOutput {
  /** What layers are read from, by AWS region. */
  readonly buckets: Readonly<Record<string, string>>;
  /** The name that AWS gave the CDN; its alias is to be an alias of it in the DNS. */
  readonly cdnDomain: Output<string>;
  /** What has to stand in the DNS before the certificate of the CDN's alias is issued. */
  readonly cdnValidation: Output<ValidationRecord[]>;
}

/** The mirrors of a stack, if the data has some for it; by what their names start with. */
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
