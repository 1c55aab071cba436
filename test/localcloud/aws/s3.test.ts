import { expect, test } from "vitest";
import { messageOf } from "../sandbox.ts";
import { Sandbox, account, policy, tokens, trustS3 } from "./sandbox.ts";
import type { Values } from "../../../localcloud/provider/resourceType.ts";

const roleArn = `arn:aws:iam::${account}:role/copies`;
const forEverybody = (bucket: string, extra: Values = {}) =>
  policy({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
    ...extra,
  });
const open = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: false };

test.each([
  ["ab", "InvalidBucketName"],
  ["Upper-case", "InvalidBucketName"],
  ["a..b", "InvalidBucketName"],
  ["192.168.0.1", "InvalidBucketName"],
  ["name-s3alias", "InvalidBucketName"],
  ["taken", "BucketAlreadyExists"],
])("the bucket name %s is refused: %s", (bucket, code) => {
  expect(messageOf(() => new Sandbox().create("bucket", { bucket }))).toContain(
    `creating S3 Bucket (${bucket}): operation error S3: CreateBucket, https response error StatusCode: ${code === "InvalidBucketName" ? 400 : 409}, ${code}: `,
  );
});

test("bucket names are global: a name is taken whether this or another account owns the bucket", () => {
  const own = new Sandbox();
  own.create("bucket", { bucket: "layers" });
  expect(messageOf(() => own.create("bucket", { bucket: "layers", region: "eu-west-1" }))).toContain(
    "BucketAlreadyOwnedByYou",
  );
  own.provider.configure({ region: "us-east-2", allowedAccountIds: '["111111111111"]' });
  expect(messageOf(() => own.create("bucket", { bucket: "layers" }))).toContain("BucketAlreadyExists");
  expect(own.provider.read("aws:s3/bucket:Bucket", "layers", {}, {})).toBeUndefined();
});

test("a bucket's region must exist and, where AWS requires it, be opted in to", () => {
  const sandbox = new Sandbox();
  const create = () => sandbox.create("bucket", { bucket: "layers", region: "af-south-1" });
  expect(messageOf(() => sandbox.create("bucket", { bucket: "layers", region: "eu-west-9" }))).toContain(
    "lookup s3.eu-west-9.amazonaws.com: no such host",
  );
  expect(messageOf(create)).toContain(
    "InvalidToken: The provided token is malformed or otherwise invalid. (the account 513428760722 has not opted in to af-south-1)",
  );
  sandbox.create("region", { regionName: "af-south-1", enabled: true });
  expect(create().outputs.bucketRegionalDomainName).toBe("layers.s3.af-south-1.amazonaws.com");
});

test("opting in to a region that is enabled by default is rejected", () => {
  expect(
    messageOf(() => new Sandbox().create("region", { regionName: "us-east-1", enabled: true })),
  ).toContain(
    "ValidationException: Region us-east-1 is enabled by default and cannot be enabled or disabled.",
  );
});

test("a bucket's settings are rejected in another region or for a missing bucket", () => {
  const sandbox = new Sandbox();
  sandbox.create("bucket", { bucket: "layers", region: "eu-west-1" });
  const rule = { objectOwnership: "BucketOwnerEnforced" };
  expect(messageOf(() => sandbox.create("ownership", { bucket: "layers", rule }))).toContain(
    "StatusCode: 301, PermanentRedirect",
  );
  expect(messageOf(() => sandbox.create("ownership", { bucket: "nothing", rule }))).toContain(
    "StatusCode: 404, NoSuchBucket",
  );
});

test("a new bucket refuses a public policy until its public access block allows one", () => {
  const sandbox = new Sandbox();
  sandbox.create("bucket", { bucket: "layers" });
  const set = () => sandbox.create("policy", { bucket: "layers", policy: forEverybody("layers") });
  expect(messageOf(set)).toBe(
    'creating S3 Bucket Policy (layers): operation error S3: PutBucketPolicy, https response error StatusCode: 403, AccessDenied: User is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::layers" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
  );
  sandbox.create("publicAccess", { bucket: "layers", ...open });
  expect(set().id).toBe("layers");
});

test("a policy that is limited to one organization, or that only denies, does not count as public", () => {
  const sandbox = new Sandbox();
  sandbox.create("bucket", { bucket: "layers" });
  const narrowed = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } };
  for (const extra of [narrowed, { Effect: "Deny" }]) {
    expect(sandbox.create("policy", { bucket: "layers", policy: forEverybody("layers", extra) }).id).toBe(
      "layers",
    );
  }
});

test.each([
  [
    "another bucket's objects",
    { Resource: "arn:aws:s3:::other/*" },
    "Policy has invalid resource: arn:aws:s3:::other/*",
  ],
  ["another service's actions", { Action: "iam:PassRole" }, "Policy has invalid action: iam:PassRole"],
  ["an unknown effect", { Effect: "allow" }, 'Syntax errors in policy: Effect is "allow".'],
  ["nobody", { Principal: undefined }, "Missing required field Principal"],
])("a bucket policy about %s is rejected as malformed", (_, extra, fault) => {
  const sandbox = new Sandbox();
  sandbox.create("bucket", { bucket: "layers" });
  const text = forEverybody("layers", extra);
  expect(messageOf(() => sandbox.create("policy", { bucket: "layers", policy: text }))).toContain(
    `StatusCode: 400, MalformedPolicy: ${fault}`,
  );
});

test("a policy that is not JSON fails at check, and whitespace causes no diff", () => {
  const sandbox = new Sandbox();
  expect(sandbox.failures("policy", { bucket: "layers", policy: "{" })[0]).toContain(
    'policy: "policy" contains an invalid JSON policy',
  );
  const spaced = JSON.stringify(JSON.parse(forEverybody("layers")), undefined, 2);
  const outputs = { bucket: "layers", policy: spaced };
  expect(sandbox.changes("policy", outputs, { bucket: "layers", policy: forEverybody("layers") })).toEqual(
    [],
  );
});

const rule = (bucket: string, priority: number, extra: Values = {}) => ({
  id: `to-${bucket}`,
  priority,
  status: "Enabled",
  filter: { prefix: "containers/" },
  deleteMarkerReplication: { status: "Disabled" },
  destination: { bucket: `arn:aws:s3:::${bucket}` },
  ...extra,
});
const replication = (...rules: Values[]) => ({ bucket: "source", role: roleArn, rules });

/** The source and two other versioned buckets, and a role that S3 may assume. */
function ready(): Sandbox {
  const sandbox = new Sandbox();
  sandbox.versioned("source");
  sandbox.versioned("copy-a", "eu-west-1");
  sandbox.versioned("copy-b", "eu-west-1");
  sandbox.create("role", { name: "copies", assumeRolePolicy: trustS3 });
  return sandbox;
}

test("replication with versioning on both sides, distinct priorities and a role is accepted", () => {
  expect(ready().create("replication", replication(rule("copy-a", 1), rule("copy-b", 2))).id).toBe("source");
});

test.each<[string, Values[], string]>([
  [
    "a destination that does not exist",
    [rule("nowhere", 1)],
    "Destination bucket must exist. (destination nowhere)",
  ],
  ["the source itself", [rule("source", 1)], "Destination bucket cannot be the same as the source bucket."],
  ["one priority twice", [rule("copy-a", 1), rule("copy-b", 1)], "Found duplicate priority 1 in the rules"],
  ["one id twice", [rule("copy-a", 1), rule("copy-b", 2, { id: "to-copy-a" })], "Rule Id must be unique."],
  [
    "no word on delete markers",
    [rule("copy-a", 1, { deleteMarkerReplication: undefined })],
    "DeleteMarkerReplication must be specified",
  ],
  ["no rule", [], "MalformedXML"],
])("replication with %s is refused", (_, rules, message) => {
  expect(messageOf(() => ready().create("replication", replication(...rules)))).toContain(message);
});

test("replication needs versioning on the source and the destination", () => {
  const sandbox = new Sandbox();
  sandbox.create("role", { name: "copies", assumeRolePolicy: trustS3 });
  sandbox.create("bucket", { bucket: "source" });
  sandbox.create("bucket", { bucket: "copy-a", region: "eu-west-1" });
  const set = () => sandbox.create("replication", replication(rule("copy-a", 1)));
  expect(messageOf(set)).toContain(
    "InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration",
  );
  sandbox.create("versioning", { bucket: "source", versioningConfiguration: { status: "Enabled" } });
  expect(messageOf(set)).toContain("Destination bucket must have versioning enabled. (destination copy-a)");
});

test("replication needs a role that exists and that S3 may assume", () => {
  const sandbox = ready();
  const set = (role: string) => () =>
    sandbox.create("replication", {
      ...replication(rule("copy-a", 1)),
      role: `arn:aws:iam::${account}:role/${role}`,
    });
  expect(messageOf(set("nobody"))).toContain(
    `The replication role arn:aws:iam::${account}:role/nobody does not exist`,
  );
  const trustLambda = trustS3.replace("s3.", "lambda.");
  sandbox.create("role", { name: "of-lambda", assumeRolePolicy: trustLambda });
  expect(messageOf(set("of-lambda"))).toContain(`S3 may not assume the replication role`);
});

test("versioning cannot be suspended while a bucket replicates", () => {
  const sandbox = ready();
  sandbox.create("replication", replication(rule("copy-a", 1)));
  const suspended = { bucket: "source", versioningConfiguration: { status: "Suspended" } };
  expect(messageOf(() => sandbox.create("versioning", suspended))).toContain(
    "StatusCode: 409, InvalidBucketState",
  );
});

test("an unknown versioning status fails at check", () => {
  const wrong = { bucket: "layers", versioningConfiguration: { status: "On" } };
  expect(new Sandbox().failures("versioning", wrong)).toEqual([
    'versioningConfiguration.status: expected versioningConfiguration.status to be one of ["Enabled" "Suspended" "Disabled"], got On',
  ]);
});

test("an import finds a bucket and its settings by name and region, and nothing in another region", () => {
  const sandbox = new Sandbox();
  sandbox.versioned("layers", "eu-west-1");
  const read = (kind: "bucket" | "versioning", id: string) => sandbox.provider.read(tokens[kind], id, {}, {});
  expect(read("bucket", "layers@eu-west-1")).toMatchObject({
    id: "layers",
    inputs: { bucket: "layers", region: "eu-west-1" },
  });
  expect(read("versioning", "layers@eu-west-1")?.inputs).toEqual({
    bucket: "layers",
    region: "eu-west-1",
    versioningConfiguration: { status: "Enabled" },
  });
  expect(read("bucket", "layers")).toBeUndefined();
  expect(read("versioning", "layers@eu-west-2")).toBeUndefined();
});
