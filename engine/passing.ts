import { nameOf, realFailures, type Failure, type Tally } from "./tally.ts";

/** A kind of failure that passes by itself. */
interface Passing {
  readonly pattern: RegExp;
  /** What is waited for, where that takes longer: what is new is not known everywhere at once. */
  readonly propagation?: string;
}

/**
 * Failures that pass by themselves, by what they look like. The provider repeats requests as well, but not all and not
 * for ever (terraform-provider-google, google/transport/error_retry_predicates.go and google/tpgiamresource/iam.go); for new
 * service accounts it waits, for new groups and APIs it does not (architecture, New groups).
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
  // AWS says in many words that there were too many requests (aws-sdk-go-v2, aws/retry, DefaultThrottleErrorCodes).
  { pattern: /StatusCode: (429|500|502|503),|StatusCode: 400, .*\b(Throttling\w*|RequestLimitExceeded): / },
  { pattern: /context deadline exceeded|connection reset by peer|unexpected EOF/ },
  // What a resource that has failed would have told is missing in those that need it: the engine goes on with them.
  { pattern: /value (output<\w+>\{\}|\{<nil>\}) has a problem: Missing required argument/ },
];

/** Seconds before each repetition, in a row while nothing gets on: quotas count by the minute. */
const WAITS = [3, 15, 45];
/** The same where something new is not known everywhere yet. */
const PROPAGATION_WAITS = [15, 30, 60];

/** What failed, if all of it is of a kind that passes or exists by now although we were to create it; else undefined. */
export function passingFailures(tally: Tally): readonly Failure[] | undefined {
  const real = realFailures(tally);
  const passes = (failure: Failure) => existsAlready(failure) || kindOf(failure) !== undefined;
  return real.length > 0 && real.every(passes) ? real : undefined;
}

/** Google's and AWS's answer to a creation of what exists. */
export function existsAlready({ message }: Failure): boolean {
  return /Error 409: (?!There were concurrent policy changes)|StatusCode: 409, .*Already(Exists|OwnedByYou): /.test(
    message,
  );
}

/** How often `up` is repeated in a row at most while nothing gets on. */
export const MAX_REPEATS = WAITS.length;

/** Why `up` is repeated, and after how many seconds. `repeats` counts from 1. */
export function patienceFor(failures: readonly Failure[], repeats: number): { why: string; wait: number } {
  const propagation = failures.flatMap((failure) => kindOf(failure)?.propagation ?? [])[0];
  const waits = propagation === undefined ? WAITS : PROPAGATION_WAITS;
  return { why: propagation ?? told(failures), wait: waits[repeats - 1]! };
}

/** One failure stands for all: one that says by itself what happened. */
function told(failures: readonly Failure[]): string {
  const reason = /Error \d+|StatusCode: \d+|deadline exceeded|connection reset|unexpected EOF/;
  const first = failures.find(({ message }) => reason.test(message));
  const others = failures.length > 1 ? ` and ${failures.length - 1} more` : "";
  return `${nameOf(first?.urn ?? "")}${others} failed for a reason that passes (${reason.exec(first?.message ?? "")?.[0] ?? "no values"})`;
}

function kindOf({ message }: Failure): Passing | undefined {
  return PASSING.find(({ pattern }) => pattern.test(message));
}
