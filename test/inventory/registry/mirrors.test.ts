import { expect, test } from "vitest";
import { mirrorServing, mirrorsKind } from "../../../inventory/registry/mirrors/load.ts";
import { diagnose, mirrors } from "./diagnose.ts";

const stack = (name: string, prefix: string, ...regions: string[]) => [
  `  ${name}:`,
  '    account: "123456789012"',
  `    prefix: ${prefix}`,
  "    source: us-east-2",
  "    cdn: { alias: cdn.example.com, failover: us-west-2 }",
  "    regions:",
  ...regions.map((line) => `      ${line}`),
];
/** A file whose production stack has these regions. The first of them is line 8. */
const file = (...regions: string[]) => [
  "mirrors:",
  ...stack("prod", "prod-", ...regions),
  ...stack("staging", "test-", "us-east-2:", "us-west-2:"),
];

test("production has 32 buckets, 15 of them in opt-in regions and one with a custom name", () => {
  const { mirrors: all, source, account } = mirrors.prod;
  expect([all.length, source, account]).toEqual([32, "us-east-2", "513428760722"]);
  expect(all.filter(({ optIn }) => optIn)).toHaveLength(15);
  const byRule = (region: string) => `prod-registry-k8s-io-${region}`;
  expect(all.filter(({ bucket, region }) => bucket !== byRule(region)).map(({ url }) => url)).toEqual([
    "https://767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2.s3.dualstack.eu-west-2.amazonaws.com",
  ]);
});

test.each([
  ["us-east-2", "us-east-2"],
  ["ap-east-2", "ap-east-1"],
  ["cn-north-1", "ap-east-1"],
  ["cn-northwest-1", "ap-east-1"],
  ["me-south-1", "me-central-1"],
  ["us-gov-west-1", undefined],
])("clients in %s are sent to the mirror in %s", (client, mirror) => {
  expect(mirrorServing(mirrors.prod, client)?.region).toBe(mirror);
});

test("a retired mirror serves nobody", () => {
  const retired = mirrors.prod.mirrors.map((mirror) => ({ ...mirror, state: "retired" as const }));
  expect(mirrorServing({ ...mirrors.prod, mirrors: retired }, "us-east-2")).toBeUndefined();
});

test("a valid file yields no messages", () => {
  expect(diagnose(mirrorsKind, ...file("us-east-2:", "us-west-2: { serves: [us-gov-west-1] }"))).toEqual([]);
});

test("a bucket needs a region of AWS's commercial partition; clients may be in any AWS region", () => {
  expect(
    diagnose(
      mirrorsKind,
      ...file("us-east-2:", "us-west-2: { serves: [us-wets-1] }", "eu-weast-1:", "cn-north-1:"),
    ),
  ).toEqual([
    'f:9:29: error: prod: "us-wets-1" is no region of AWS [unknown-region]',
    '    did you mean "us-west-1"?',
    'f:10:7: error: prod: "eu-weast-1" is no region of AWS [unknown-region]',
    '    did you mean "eu-west-1"?',
    "f:11:7: error: prod: the account can have no bucket in cn-north-1, which is in a partition of its own [unknown-region]",
    "    let another region serve its clients",
  ]);
});

test("source and failover must be different regions with active buckets", () => {
  expect(diagnose(mirrorsKind, ...file("us-east-1:", "us-west-2: { state: retired }"))).toEqual([
    'f:5:13: error: prod: "us-east-2" is no region with a bucket, so not the source [unknown-region]',
    '    did you mean "us-east-1"?',
    "f:6:46: error: prod: the bucket in us-west-2 is retired, but it is the failover [retired-mirror]",
    "    name another failover first",
  ]);
  const same = file("us-east-2:").join("\n").replace("failover: us-west-2", "failover: us-east-2");
  expect(diagnose(mirrorsKind, same)).toEqual([
    "f:6:46: error: prod: the failover is the source itself, us-east-2 [failover-is-source]",
    "    name another region",
  ]);
});

test("a region's clients may be served by only one mirror", () => {
  expect(
    diagnose(
      mirrorsKind,
      ...file("us-east-2:", "us-west-2: { serves: [us-east-2, us-west-1] }", "us-west-1:"),
    ),
  ).toEqual([
    "f:9:29: error: prod: clients in us-east-2 are served twice, here and by line 8 [region-served-twice]",
    "    remove one of the two",
    "f:9:40: error: prod: clients in us-west-1 are served twice, here and by line 10 [region-served-twice]",
    "    remove one of the two",
  ]);
});

test("bucket names must be unique across stacks", () => {
  const same = file("us-east-2:", "us-west-2:").join("\n").replace("prefix: test-", "prefix: prod-");
  expect(diagnose(mirrorsKind, same)).toEqual([
    "f:16:7: error: staging: the bucket prod-registry-k8s-io-us-east-2 of us-east-2 is also that of prod, us-east-2 [bucket-twice]",
    "    names are global in S3: stacks need different prefixes",
    "f:17:7: error: staging: the bucket prod-registry-k8s-io-us-west-2 of us-west-2 is also that of prod, us-west-2 [bucket-twice]",
    "    names are global in S3: stacks need different prefixes",
  ]);
});

test("malformed values are reported with examples of valid ones", () => {
  const text = file("us-east-2: { bucket: My.Bucket }", "us-west-2:")
    .join("\n")
    .replace('"123456789012"', "513428760722")
    .replace("prefix: prod-", "prefix: prod")
    .replace("alias: cdn.example.com", "alias: https://cdn.example.com");
  expect(diagnose(mirrorsKind, text)).toEqual([
    "f:3:14: error: prod: account must be text, not the number 513428760722 [wrong-type]",
    '    put it in quotes: "513428760722"',
    "f:4:13: error: prod: prefix must be at most 20 lower case letters, digits and hyphens, the last a hyphen [malformed-value]",
    "    for example `prefix: prod-`",
    "f:6:19: error: prod: cdn.alias must be a host name in lower case [malformed-value]",
    "    for example `alias: cdn.registry.k8s.io`",
    "f:8:28: error: prod: regions.us-east-2.bucket must be a bucket name: 3 to 63 lower case letters, digits and hyphens [malformed-value]",
    "    for example `bucket: registry-k8s-io-eu-west-2`",
  ]);
});
