import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { quotaFromEnvironment, take } from "../../../localcloud/provider/quota.ts";
import { serviceOf } from "../../../localcloud/provider/serviceOf.ts";
import { Store } from "../../../localcloud/store/store.ts";
import { messageOf, temporaryDirectory, tokens, type Kind } from "./sandbox.ts";

afterEach(() => void vi.unstubAllEnvs());

const noon = Date.parse("2026-11-22T12:00:00.000Z");
const minute = 60_000;

/** Whether the changes at these times, in milliseconds from noon, are within a quota of two a minute. */
function taken(...times: number[]): boolean[] {
  const record = join(temporaryDirectory(), "quota");
  return times.map((time) => {
    try {
      take(record, 2, "iam.googleapis.com", "creating a", noon + time);
      return true;
    } catch {
      return false;
    }
  });
}

it("takes so many changes in any minute, and counts none that it refuses", () => {
  expect(taken(0, 1, 2, 30_000, minute - 1, minute, minute, minute + 1)).toEqual([
    ...[true, true, false, false, false],
    ...[true, false, true],
  ]);
});

it("does not wait for a clock that was set back, nor forget the quota for one that was set forward", () => {
  const day = 24 * 60 * minute;
  expect(taken(0, 0, 0, -day, -day, -day)).toEqual([true, true, false, true, true, false]);
  expect(taken(0, 0, day, day, day)).toEqual([true, true, true, true, false]);
});

it("refuses in Google's words, service by service", () => {
  const store = new Store(temporaryDirectory());
  vi.stubEnv("LOCALCLOUD_DIR", store.root);
  vi.stubEnv("LOCALCLOUD_QUOTA", "1");
  const change = (kind: Kind) => () =>
    quotaFromEnvironment()({
      method: "create",
      urn: `urn:pulumi:staging::k8s-registry::${tokens[kind]}::k8s-staging-a/b`,
      make: () => "made",
    });
  expect(change("bucket")()).toBe("made");
  expect(change("account")()).toBe("made");
  expect(messageOf(change("accountBinding"))).toBe(
    "Error creating k8s-staging-a/b: googleapi: Error 429: Quota exceeded for quota metric 'Write requests' and limit " +
      "'Write requests per minute' of service 'iam.googleapis.com', rateLimitExceeded",
  );
});

it.each([
  ["gcp:projects/service:Service", "serviceusage.googleapis.com"],
  ["gcp:projects/iAMBinding:IAMBinding", "cloudresourcemanager.googleapis.com"],
  ["gcp:cloudrunv2/service:Service", "run.googleapis.com"],
  ["gcp:storage/bucket:Bucket", "storage.googleapis.com"],
  ["googleworkspace:index/group:Group", "admin.googleapis.com"],
  ["aws:s3/bucket:Bucket", undefined],
])("%s belongs to %s", (type, service) => {
  expect(serviceOf(type)).toBe(service);
});
