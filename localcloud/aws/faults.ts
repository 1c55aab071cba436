import type { FaultKinds, Failing, Fault } from "../provider/faultKinds.ts";
import { typeOf } from "../../boot/urn.ts";
import { actionOf } from "../provider/change.ts";
import { AwsError, type Call } from "./apiError.ts";

/** The services of the package's modules, as aws-sdk-go-v2 names them. */
const SERVICES: Readonly<Record<string, string>> = {
  account: "Account",
  acm: "ACM",
  cloudfront: "CloudFront",
  iam: "IAM",
  s3: "S3",
};

/** AWS's error when a creation finds that the resource exists; for types whose names are given, not generated. */
const EXISTS: Readonly<Record<string, string>> = {
  "aws:cloudfront/cachePolicy:CachePolicy": "CachePolicyAlreadyExists",
  "aws:cloudfront/function:Function": "FunctionAlreadyExists",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "EntityAlreadyExists",
  "aws:iam/role:Role": "EntityAlreadyExists",
  "aws:s3/bucket:Bucket": "BucketAlreadyOwnedByYou",
};

/**
 * The faults of AWS. The real provider retries throttled requests, 500, 503 and dropped connections up to 25 times
 * (terraform-provider-aws, `max_retries`). It also waits until new roles and buckets have propagated
 * (internal/service/s3, `bucketPropagationTimeout`; internal/service/iam, `propagationTimeout`), so there are no delays
 * here.
 */
export const awsFaults: FaultKinds = {
  faults: [
    { changed: false, error: throttled },
    answered(500, "InternalError", "We encountered an internal error. Please try again."),
    answered(503, "ServiceUnavailable", "Service is unable to handle request."),
    {
      changed: false,
      error: (change) => new Error(`${actionOf(change.method, change.urn)}: context deadline exceeded`),
    },
    {
      changed: true,
      error: (change) =>
        new Error(`${actionOf(change.method, change.urn)}: read tcp: connection reset by peer`),
    },
    {
      changed: true,
      happensTo: ({ method, urn }) => method === "create" && typeOf(urn) in EXISTS,
      error: (change) =>
        new AwsError(callOf(change), 409, EXISTS[typeOf(change.urn)]!, "It exists already and is yours."),
    },
  ],
  serviceOf: (type) => `${moduleOf(type)}.amazonaws.com`,
  overQuota: (_service, change) => throttled(change),
};

function answered(status: number, code: string, message: string): Fault {
  return { changed: false, error: (change) => new AwsError(callOf(change), status, code, message) };
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; all others: the common error of their query
 * APIs.
 */
function throttled(change: Failing): Error {
  const call = callOf(change);
  return call.service === "S3"
    ? new AwsError(call, 503, "SlowDown", "Please reduce your request rate.")
    : new AwsError(call, 400, "Throttling", "Rate exceeded");
}

/** The module of a type: `s3` in `aws:s3/bucket:Bucket`. */
function moduleOf(type: string): string {
  return /^aws:([^/]+)\//.exec(type)?.[1] ?? "";
}

function callOf({ method, urn }: Failing): Call {
  const type = typeOf(urn);
  const kind = type.slice(type.lastIndexOf(":") + 1);
  // Parts of another resource are put in place, whether or not they existed.
  const isPart = /^(Bucket.+|RolePolicy)$/.test(kind) && method !== "delete";
  const verb = isPart ? "Put" : method[0]!.toUpperCase() + method.slice(1);
  const module = moduleOf(type);
  return { action: actionOf(method, urn), service: SERVICES[module] ?? module, operation: verb + kind };
}
