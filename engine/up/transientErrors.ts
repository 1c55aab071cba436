import { nameOf } from "../../boot/urn.ts";
import { realFailures, type Failure, type OperationSummary } from "../operation/summary.ts";

/** A kind of transient failure. */
interface Passing {
  readonly pattern: RegExp;
  /** What has to propagate first, for failures that need longer waits. */
  readonly propagation?: string;
}

/**
 * Transient failures, by message. The provider retries requests too, but not all of them and not forever
 * (terraform-provider-google, google/transport/error_retry_predicates.go and google/tpgiamresource/iam.go). It waits
 * for new service accounts, but not for new groups and APIs (architecture, New groups).
 */
const PASSING: readonly Passing[] = [
  { pattern: /Error 400: Group \S+ does not exist\./, propagation: "new groups are not visible yet" },
  {
    pattern: /Error 400: Service account \S+ does not exist\./,
    propagation: "new service accounts are not known yet",
  },
  {
    pattern: /Error 403: .* If you enabled this API recently, wait a few minutes/,
    propagation: "APIs that were just enabled do not answer yet",
  },
  { pattern: /Error 409: There were concurrent policy changes/ },
  { pattern: /Error (429|500|502|503):|Error 412: Precondition Failed/ },
  // AWS has many error codes for throttling (aws-sdk-go-v2, aws/retry, DefaultThrottleErrorCodes).
  { pattern: /StatusCode: (429|500|502|503),|StatusCode: 400, .*\b(Throttling\w*|RequestLimitExceeded): / },
  { pattern: /context deadline exceeded|connection reset by peer|unexpected EOF/ },
  // The engine continues with the dependents of a failed resource, which then lack its outputs.
  { pattern: /value (output<\w+>\{\}|\{<nil>\}) has a problem: Missing required argument/ },
];

/** Seconds before each consecutive retry without progress; quotas are counted per minute. */
const WAITS = [3, 15, 45];
/** The same, while something new is still propagating. */
const PROPAGATION_WAITS = [15, 30, 60];

/** Returns the failures if each is transient or a conflict with a resource that already exists; undefined otherwise. */
export function transientFailures(tally: OperationSummary): readonly Failure[] | undefined {
  const real = realFailures(tally);
  const passes = (failure: Failure) => existsAlready(failure) || kindOf(failure) !== undefined;
  return real.length > 0 && real.every(passes) ? real : undefined;
}

/** Whether Google or AWS rejected a creation because the resource already exists. */
export function existsAlready({ message }: Failure): boolean {
  return /Error 409: (?!There were concurrent policy changes)|StatusCode: 409, .*Already(Exists|OwnedByYou): /.test(
    message,
  );
}

/** The maximum number of consecutive retries of `up` without progress. */
export const MAX_RETRIES = WAITS.length;

/** Returns why `up` is retried, and the wait in seconds. `repeats` counts from 1. */
export function retryDelay(failures: readonly Failure[], repeats: number): { why: string; wait: number } {
  const propagation = failures.flatMap((failure) => kindOf(failure)?.propagation ?? [])[0];
  const waits = propagation === undefined ? WAITS : PROPAGATION_WAITS;
  return { why: propagation ?? told(failures), wait: waits[repeats - 1]! };
}

/** Describes all failures by one whose message states a reason. */
function told(failures: readonly Failure[]): string {
  const reason = /Error \d+|StatusCode: \d+|deadline exceeded|connection reset|unexpected EOF/;
  const first = failures.find(({ message }) => reason.test(message));
  const others = failures.length > 1 ? ` and ${failures.length - 1} more` : "";
  return `${nameOf(first?.urn ?? "")}${others} failed with a transient error (${reason.exec(first?.message ?? "")?.[0] ?? "no values"})`;
}

function kindOf({ message }: Failure): Passing | undefined {
  return PASSING.find(({ pattern }) => pattern.test(message));
}
