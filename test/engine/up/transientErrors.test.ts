import { expect, test } from "vitest";
import { existsAlready, transientFailures, retryDelay } from "../../../engine/up/transientErrors.ts";
import { OperationSummary } from "../../../engine/operation/summary.ts";

/** How many errors an operation that failed with these messages is retried for; undefined when it is not retried. */
function passing(...messages: string[]): number | undefined {
  const tally = new OperationSummary();
  for (const message of [...messages, "update failed\n"]) {
    const diagnosticEvent = { urn: "urn:a", message, color: "never", severity: "error" } as const;
    tally.add({ sequence: 0, timestamp: 0, diagnosticEvent });
  }
  return transientFailures(tally)?.length;
}

test.each([
  "googleapi: Error 400: Group a@kubernetes.io does not exist., badRequest",
  "googleapi: Error 400: Service account gcb-builder-a@a.iam.gserviceaccount.com does not exist., badRequest",
  "googleapi: Error 403: Cloud Build API has not been used in project a (1) before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/cloudbuild.googleapis.com/overview?project=a then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry., accessNotConfigured / SERVICE_DISABLED",
  "googleapi: Error 409: There were concurrent policy changes. Please retry, aborted",
  "googleapi: Error 429: Quota exceeded for quota metric 'Write requests', rateLimitExceeded",
  "googleapi: Error 500: Internal error encountered., backendError",
  "googleapi: Error 503: The service is currently unavailable., backendError",
  "googleapi: Error 412: Precondition Failed, conditionNotMet",
  "creating a: operation error S3: CreateBucket, https response error StatusCode: 503, RequestID: 1, HostID: 2, api error SlowDown: Please reduce your request rate.",
  "creating a: operation error IAM: CreateRole, exceeded maximum number of attempts, 25, https response error StatusCode: 400, RequestID: 1, api error Throttling: Rate exceeded",
  "creating a: operation error IAM: CreateRole, https response error StatusCode: 409, RequestID: 1, EntityAlreadyExists: Role with name a already exists.",
  "Error creating a: context deadline exceeded",
  "Error creating a: read tcp: connection reset by peer",
  "resource 'a/lien': property parent value output<string>{} has a problem: Missing required argument. The argument \"parent\" is required, but no definition was found.",
  "gcp:cloudscheduler/job:Job resource 'a/nightly': property httpTarget.uri value {<nil>} has a problem: Missing required argument. The argument \"httpTarget.uri\" is required, but no definition was found.",
])("a transient error is retried: %s", (message) => {
  expect(passing(message)).toBe(1);
});

test("a refusal is not transient, nor is an error that occurs beside one", () => {
  expect(passing("googleapi: Error 403: The caller does not have permission, forbidden")).toBeUndefined();
  expect(passing("googleapi: Error 412: Cyclic memberships not allowed, conditionNotMet")).toBeUndefined();
  expect(
    passing(
      "operation error IAM: CreateRole, https response error StatusCode: 400, MalformedPolicyDocument: m",
    ),
  ).toBeUndefined();
  expect(passing("googleapi: Error 429: Quota, q", "googleapi: Error 400: Invalid, i")).toBeUndefined();
  expect(passing()).toBeUndefined();
});

test("a 409 for an existing resource is told apart from a 409 for a concurrent change", () => {
  const exists = (message: string) => existsAlready({ urn: "urn:a", message });
  expect(exists("googleapi: Error 409: Requested entity already exists, alreadyExists")).toBe(true);
  const inAws =
    "operation error S3: CreateBucket, https response error StatusCode: 409, RequestID: 1, HostID: 2, ";
  expect(exists(`${inAws}BucketAlreadyOwnedByYou: Your previous request succeeded.`)).toBe(true);
  expect(exists(`${inAws}OperationAborted: A conflicting operation is in progress.`)).toBe(false);
  expect(exists("googleapi: Error 409: There were concurrent policy changes., aborted")).toBe(false);
});

test("quota errors are retried after 3, 15 and 45 seconds, and missing new groups after longer waits", () => {
  const waits = (...messages: string[]) =>
    [1, 2, 3].map((repeats) =>
      retryDelay(
        messages.map((message) => ({ urn: "urn:pulumi:s::p::t::a/b", message })),
        repeats,
      ),
    );
  const quota = "Error creating a/b: googleapi: Error 429: Quota exceeded, rateLimitExceeded";
  expect(waits(quota)).toEqual(
    [3, 15, 45].map((wait) => ({ why: "a/b failed with a transient error (Error 429)", wait })),
  );
  const group = "googleapi: Error 400: Group a@kubernetes.io does not exist., badRequest";
  expect(waits(quota, group)).toEqual(
    [15, 30, 60].map((wait) => ({ why: "new groups are not visible yet", wait })),
  );
});
