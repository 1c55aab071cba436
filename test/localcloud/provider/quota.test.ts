import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { awsFaults } from "../../../localcloud/aws/faults.ts";
import { googleFaults } from "../../../localcloud/gcp/faults.ts";
import type { FaultKinds } from "../../../localcloud/provider/faultKinds.ts";
import { quotaFromEnvironment, take } from "../../../localcloud/provider/quota.ts";
import { Store } from "../../../localcloud/store/store.ts";
import { messageOf, temporaryDirectory, tokens, type Kind } from "../sandbox.ts";

afterEach(() => void vi.unstubAllEnvs());

const noon = Date.parse("2026-11-22T12:00:00.000Z");
const minute = 60_000;

/** Whether each change, at these times in milliseconds after noon, is within a quota of two a minute. */
function taken(...times: number[]): boolean[] {
  const record = join(temporaryDirectory(), "quota");
  return times.map((time) => take(record, 2, noon + time));
}

it("a quota allows a fixed number of changes in any minute, and does not count those it refuses", () => {
  expect(taken(0, 1, 2, 30_000, minute - 1, minute, minute, minute + 1)).toEqual([
    ...[true, true, false, false, false],
    ...[true, false, true],
  ]);
});

it("setting the clock back or forward starts a new quota window", () => {
  const day = 24 * 60 * minute;
  expect(taken(0, 0, 0, -day, -day, -day)).toEqual([true, true, false, true, true, false]);
  expect(taken(0, 0, day, day, day)).toEqual([true, true, true, true, false]);
});

it("an exceeded quota is reported in the cloud's own words, service by service", () => {
  const store = new Store(temporaryDirectory());
  vi.stubEnv("LOCALCLOUD_DIR", store.root);
  vi.stubEnv("LOCALCLOUD_QUOTA", "1");
  const change = (faults: FaultKinds, type: string) => () =>
    quotaFromEnvironment(faults)({
      method: "create",
      urn: `urn:pulumi:staging::k8s-registry::${type}::k8s-staging-a/b`,
      make: () => "made",
    });
  const google = (kind: Kind) => change(googleFaults, tokens[kind]);
  expect(google("bucket")()).toBe("made");
  expect(google("account")()).toBe("made");
  expect(messageOf(google("accountBinding"))).toBe(
    "Error creating k8s-staging-a/b: googleapi: Error 429: Quota exceeded for quota metric 'Write requests' and limit " +
      "'Write requests per minute' of service 'iam.googleapis.com', rateLimitExceeded",
  );
  expect(change(awsFaults, "aws:s3/bucket:Bucket")()).toBe("made");
  expect(change(awsFaults, "aws:iam/role:Role")()).toBe("made");
  expect(messageOf(change(awsFaults, "aws:s3/bucketPolicy:BucketPolicy"))).toBe(
    "creating k8s-staging-a/b: operation error S3: PutBucketPolicy, https response error StatusCode: 503, SlowDown: " +
      "Please reduce your request rate.",
  );
  expect(messageOf(change(awsFaults, "aws:iam/role:Role"))).toBe(
    "creating k8s-staging-a/b: operation error IAM: CreateRole, https response error StatusCode: 400, Throttling: Rate exceeded",
  );
});

it.each([
  ["gcp:projects/service:Service", "serviceusage.googleapis.com"],
  ["gcp:projects/iAMBinding:IAMBinding", "cloudresourcemanager.googleapis.com"],
  ["gcp:cloudrunv2/service:Service", "run.googleapis.com"],
  ["gcp:storage/bucket:Bucket", "storage.googleapis.com"],
  ["googleworkspace:index/group:Group", "admin.googleapis.com"],
])("%s counts toward the quota of %s", (type, service) => {
  expect(googleFaults.serviceOf(type)).toBe(service);
});
