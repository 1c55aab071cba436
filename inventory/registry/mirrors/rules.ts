import { valueOf } from "../../yaml/values.ts";
import { error, type Diagnostic } from "../../yaml/diagnostics.ts";
import type { LocatedData } from "../../yaml/document.ts";
import { keysAt, textAt, textsAt, type LocatedText } from "../../yaml/located.ts";
import { awsRegions, foreignAwsRegions } from "../aws-regions.ts";
import { checkRegion } from "../region-names.ts";
import { bucketByRule } from "./naming.ts";

/** Checks region names: those of buckets must be in the account's partition, those of clients in any. */
export function checkRegions(data: LocatedData): Diagnostic[] {
  const anywhere = [...awsRegions, ...foreignAwsRegions];
  return stacksOf(data).flatMap((stack) => [
    ...mirrorsOf(data, stack).flatMap((mirror) => checkBucketRegion(mirror, stack)),
    ...servedOf(data, stack).flatMap((served) => checkRegion(served, stack, "region of AWS", anywhere)),
  ]);
}

function checkBucketRegion(mirror: LocatedText, stack: string): Diagnostic[] {
  const { text, position } = mirror;
  if (!foreignAwsRegions.includes(text)) return checkRegion(mirror, stack, "region of AWS", awsRegions);
  const message = `${stack}: the account can have no bucket in ${text}, which is in a partition of its own`;
  return [error("unknown-region", position, message, "let another region serve its clients")];
}

/** Checks that the source and the failover are different regions, each with an active bucket. */
export function checkReferences(data: LocatedData): Diagnostic[] {
  return stacksOf(data).flatMap((stack) => {
    const path = ["mirrors", stack];
    const regions = mirrorsOf(data, stack).map(({ text }) => text);
    const source = textAt(data, [...path, "source"]);
    const failover = textAt(data, [...path, "cdn", "failover"]);
    const found = Object.entries({ source, failover }).flatMap(([what, named]) => {
      if (named === undefined) return [];
      const { text, position } = named;
      if (!regions.includes(text))
        return checkRegion(named, stack, `region with a bucket, so not the ${what}`, regions);
      if (valueOf(data.value, [...path, "regions", text, "state"]) !== "retired") return [];
      const message = `${stack}: the bucket in ${text} is retired, but it is the ${what}`;
      return [error("retired-mirror", position, message, `name another ${what} first`)];
    });
    if (source === undefined || source.text !== failover?.text) return found;
    const message = `${stack}: the failover is the source itself, ${source.text}`;
    return [...found, error("failover-is-source", failover.position, message, "name another region")];
  });
}

/** Checks that only one mirror serves each client region. */
export function checkServed(data: LocatedData): Diagnostic[] {
  return stacksOf(data).flatMap((stack) => {
    const first = new Map(mirrorsOf(data, stack).map((mirror) => [mirror.text, mirror]));
    return servedOf(data, stack).flatMap((served) => {
      const other = first.get(served.text);
      if (other === undefined) {
        first.set(served.text, served);
        return [];
      }
      const message = `${stack}: clients in ${served.text} are served twice, here and by line ${other.position.line}`;
      return [error("region-served-twice", served.position, message, "remove one of the two")];
    });
  });
}

/** Checks that bucket names are unique, also across stacks, since S3 names are global. */
export function checkBuckets(data: LocatedData): Diagnostic[] {
  const first = new Map<string, string>();
  return stacksOf(data).flatMap((stack) => {
    const prefix = textAt(data, ["mirrors", stack, "prefix"])?.text;
    return mirrorsOf(data, stack).flatMap(({ text: region, position: ofRegion }) => {
      const stated = textAt(data, ["mirrors", stack, "regions", region, "bucket"]);
      const { text: name, position } = stated ?? {
        text: prefix && bucketByRule(prefix, region),
        position: ofRegion,
      };
      if (name === undefined) return [];
      const owner = first.get(name);
      first.set(name, owner ?? `${stack}, ${region}`);
      if (owner === undefined) return [];
      const message = `${stack}: the bucket ${name} of ${region} is also that of ${owner}`;
      const hint = "names are global in S3: stacks need different prefixes";
      return [error("bucket-twice", position, message, hint)];
    });
  });
}

function stacksOf(data: LocatedData): readonly string[] {
  return data.keysOf(["mirrors"]);
}

function mirrorsOf(data: LocatedData, stack: string): LocatedText[] {
  return keysAt(data, ["mirrors", stack, "regions"]);
}

function servedOf(data: LocatedData, stack: string): LocatedText[] {
  return mirrorsOf(data, stack).flatMap(({ text }) =>
    textsAt(data, ["mirrors", stack, "regions", text, "serves"]),
  );
}
