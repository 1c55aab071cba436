import type { LocatedData } from "../../yaml/document.ts";
import type { StackName } from "../../stacks.ts";
import type { FileKind } from "../../yaml/file.ts";
import { optInAwsRegions } from "../aws-regions.ts";
import { bucketByRule, bucketUrl } from "./naming.ts";
import { checkBuckets, checkReferences, checkRegions, checkServed } from "./rules.ts";
import { mirrorsFile, mirrorsFormat, type MirrorsEntry } from "./schema.ts";
import type { Mirror, Mirrors, MirrorsByStack } from "./types.ts";

/** `infra/registry/mirrors.yaml`, for `loadFile`. A missing stack has no mirrors. */
export const mirrorsKind: FileKind<LocatedData, MirrorsByStack> = {
  format: mirrorsFormat,
  declare: (data) => data,
  rules: [checkRegions, checkReferences, checkServed, checkBuckets],
  recordsOf: (data) => {
    const { prod, staging } = mirrorsFile.parse(data.value).mirrors;
    return {
      ...(prod && { prod: mirrorsOf(data, "prod", prod) }),
      ...(staging && { staging: mirrorsOf(data, "staging", staging) }),
    };
  },
};

/** The mirror for clients in an AWS region. Undefined if they get the default mirror of the proxy's region. */
export function mirrorServing({ mirrors }: Mirrors, clientRegion: string): Mirror | undefined {
  return mirrors.find(({ serves, state }) => state === "active" && serves.includes(clientRegion));
}

function mirrorsOf(data: LocatedData, stack: StackName, entry: MirrorsEntry): Mirrors {
  const { account, prefix, source, regions, cdn, sync } = entry;
  const path = ["mirrors", stack];
  return {
    ...{ stack, account, prefix, source },
    mirrors: Object.keys(regions)
      .sort()
      .map((region): Mirror => {
        const {
          serves = [],
          bucket = bucketByRule(prefix, region),
          state = "active",
        } = regions[region] ?? {};
        return {
          ...{ region, bucket, state },
          optIn: optInAwsRegions.includes(region),
          url: bucketUrl(bucket, region),
          serves: [region, ...serves.toSorted()],
          origin: data.keyAt([...path, "regions", region]),
        };
      }),
    cdn: { alias: cdn.alias, failover: cdn.failover, domain: cdn.domain },
    sync: sync && {
      issuer: sync.issuer,
      serviceAccounts: sync.service_accounts.toSorted(),
      role: sync.role,
    },
    origin: data.keyAt(path),
  };
}
