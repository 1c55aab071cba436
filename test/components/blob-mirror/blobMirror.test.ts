import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { describeBlobMirror } from "../../../components/blob-mirror/describe.ts";
import { blobMirrorImportIds } from "../../../components/blob-mirror/import-ids.ts";
import { VIEWER_REQUEST } from "../../../components/blob-mirror/viewer-function.ts";
import type { Mirrors } from "../../../inventory/registry/mirrors/types.ts";
import { mirrors } from "../../inventory/registry/diagnose.ts";

const described = (record: Mirrors = mirrors.prod, cdnCertificate?: string) =>
  describeBlobMirror(record, { cdnCertificate });
const bucketIn = (region: string, record?: Mirrors) =>
  described(record).buckets.find((bucket) => bucket.region === region)!;
const retired = (record: Mirrors, region: string): Mirrors => ({
  ...record,
  mirrors: record.mirrors.map((mirror) =>
    mirror.region === region ? { ...mirror, state: "retired" } : mirror,
  ),
});

test("a bucket is publicly readable but not listable, and only over TLS", () => {
  const bucket = "arn:aws:s3:::prod-registry-k8s-io-us-east-2";
  expect(JSON.parse(bucketIn("us-east-2").policy.args.policy)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EverybodyReads",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: `${bucket}/*`,
      },
      {
        Sid: "OnlyOverTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucket, `${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
});

test("a bucket has ACLs off, public policies allowed and versioning on, all in its own region", () => {
  const { ownershipControls, publicAccessBlock, versioning } = bucketIn("eu-west-2");
  const part = { bucket: "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2", region: "eu-west-2" };
  expect(ownershipControls.args).toEqual({ ...part, rule: { objectOwnership: "BucketOwnerEnforced" } });
  expect(publicAccessBlock.args).toEqual({
    ...part,
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: false,
    restrictPublicBuckets: false,
  });
  expect(versioning.args).toEqual({ ...part, versioningConfiguration: { status: "Enabled" } });
});

test("a region that requires an opt-in is enabled for the account", () => {
  expect(bucketIn("af-south-1").optIn).toEqual({
    name: "prod-registry-k8s-io/af-south-1/opt-in",
    args: { regionName: "af-south-1", enabled: true },
  });
  expect(bucketIn("us-east-1").optIn).toBeUndefined();
  expect(described(mirrors.staging).buckets.filter(({ optIn }) => optIn)).toEqual([]);
});

test("the source bucket replicates layers, but no deletions, to all other buckets", () => {
  const { config } = described(mirrors.staging).replication;
  expect(config).toEqual({
    name: "test-registry-k8s-io/us-east-2/replication",
    args: {
      bucket: "test-registry-k8s-io-us-east-2",
      region: "us-east-2",
      role: "arn:aws:iam::513428760722:role/test-registry-k8s-io-replication",
      rules: ["ap-southeast-1", "eu-west-1"].map((region, index) => ({
        id: `registry-k8s-io-us-east-2-to-registry-k8s-io-${region}`,
        priority: index + 1,
        status: "Enabled",
        filter: { prefix: "containers/images/" },
        deleteMarkerReplication: { status: "Disabled" },
        destination: {
          bucket: `arn:aws:s3:::test-registry-k8s-io-${region}`,
          storageClass: "STANDARD",
          metrics: { status: "Enabled" },
        },
      })),
    },
  });
  expect(described().replication.config.args.rules).toHaveLength(31);
});

test("none of our IAM roles may delete objects", () => {
  const { replication, sync } = described();
  const actions = [replication.role, sync!.role].flatMap(({ policy }) =>
    (JSON.parse(policy.args.policy) as { Statement: { Action: string[] }[] }).Statement.flatMap(
      ({ Action }) => Action,
    ),
  );
  expect(actions).toEqual([
    "s3:GetReplicationConfiguration",
    "s3:ListBucket",
    "s3:GetObjectVersionForReplication",
    "s3:GetObjectVersionAcl",
    "s3:GetObjectVersionTagging",
    "s3:ReplicateObject",
    "s3:ReplicateTags",
    "s3:ListBucket",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:PutObject",
    "s3:AbortMultipartUpload",
  ]);
});

test("only S3 can assume the replication role, and only the sync job's token the upload role", () => {
  const { replication, sync } = described();
  const trust = (policy: string) => (JSON.parse(policy) as { Statement: object[] }).Statement;
  expect(trust(replication.role.role.args.assumeRolePolicy)).toEqual([
    { Sid: "S3", Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sts:AssumeRole" },
  ]);
  const host =
    "container.googleapis.com/v1/projects/k8s-infra-prow-build-trusted/locations/us-central1/clusters/prow-build-trusted";
  expect(sync?.role.role.args.name).toBe("registry.k8s.io_s3writer");
  expect(trust(sync!.role.role.args.assumeRolePolicy)).toEqual([
    {
      Sid: "SyncJob",
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::513428760722:oidc-provider/${host}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${host}:aud`]: "sts.amazonaws.com",
          [`${host}:sub`]: ["system:serviceaccount:test-pods:s3-sync"],
        },
      },
    },
  ]);
  expect(described(mirrors.staging).sync).toBeUndefined();
});

test("a retired mirror loses its protection and replication but keeps its bucket", () => {
  const before = described();
  const after = described(retired(mirrors.prod, "us-west-1"));
  expect(after.buckets.filter(({ protect }) => !protect).map(({ region }) => region)).toEqual(["us-west-1"]);
  expect(after.replication.config.args.rules).toHaveLength(30);
  const names = ({ buckets }: typeof before) => buckets.map(({ bucket }) => bucket.name);
  expect(names(after)).toEqual(names(before));
});

test("the CDN fetches from the source, with the failover bucket as its second origin", () => {
  const { origins, originGroups, defaultCacheBehavior } = described().cdn.distribution.args;
  expect(origins).toEqual([
    {
      originId: "prod-registry-k8s-io-us-east-2",
      domainName: "prod-registry-k8s-io-us-east-2.s3.us-east-2.amazonaws.com",
      originShield: { enabled: true, originShieldRegion: "us-east-2" },
    },
    {
      originId: "prod-registry-k8s-io-us-west-2",
      domainName: "prod-registry-k8s-io-us-west-2.s3.us-west-2.amazonaws.com",
    },
  ]);
  expect(originGroups[0]?.members.map(({ originId }) => originId)).toEqual(
    origins.map(({ originId }) => originId),
  );
  expect(defaultCacheBehavior.viewerProtocolPolicy).toBe("https-only");
  const { minTtl, defaultTtl, maxTtl } = described().cdn.cachePolicy.args;
  expect([minTtl, defaultTtl, maxTtl].map((seconds) => seconds / 86_400)).toEqual([1, 30, 365]);
});

test("the CDN has its alias only with a configured certificate", () => {
  const arn = "arn:aws:acm:us-east-1:513428760722:certificate/00000000-0000-0000-0000-000000000000";
  const without = described().cdn.distribution.args;
  expect([without.aliases, without.viewerCertificate]).toEqual([[], { cloudfrontDefaultCertificate: true }]);
  const { aliases, viewerCertificate } = described(mirrors.prod, arn).cdn.distribution.args;
  expect([aliases, viewerCertificate]).toEqual([
    ["cdn.registry.k8s.io"],
    { acmCertificateArn: arn, minimumProtocolVersion: "TLSv1.2_2021", sslSupportMethod: "sni-only" },
  ]);
});

/** The edge's response: the status, or the path that it lets through. */
function edge(uri: string): unknown {
  const event = JSON.stringify({ request: { uri, method: "GET" } });
  const answer = runInNewContext(`${VIEWER_REQUEST}; handler(${event})`) as Record<string, unknown>;
  return answer["statusCode"] ?? answer["uri"];
}

const layer = `/containers/images/sha256:${"0123456789abcdef".repeat(4)}`;

test.each<[string, unknown]>([
  ["/", 307],
  [layer, layer],
  [`${layer}0`, 404],
  [layer.toUpperCase(), 404],
  [layer.replace("sha256", "sha512"), 404],
  [`${layer}/..`, 404],
  ["/containers/images/", 404],
  ["/geranos/uploaded-images/x", 404],
])("the viewer-request function answers %s with %s", (uri, answer) => {
  expect(edge(uri)).toBe(answer);
});

test("the viewer-request function fits CloudFront's limit of 10 KB", () => {
  expect(Buffer.byteLength(VIEWER_REQUEST)).toBeLessThan(10 * 1024);
});

test("the import id of a bucket's part has its bucket and region, and that of a role policy its role", () => {
  const ids = blobMirrorImportIds(described());
  expect(ids["prod-registry-k8s-io/eu-west-2/versioning"]).toBe(
    "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2@eu-west-2",
  );
  expect(ids["prod-registry-k8s-io/registry.k8s.io_s3writer/policy"]).toBe(
    "registry.k8s.io_s3writer:permissions",
  );
  expect(ids["prod-registry-k8s-io/af-south-1/opt-in"]).toBe("af-south-1");
  expect(ids["prod-registry-k8s-io/distribution"]).toBeUndefined();
});
