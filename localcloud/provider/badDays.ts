import type { Change } from "./change.ts";

/** The change that an error is about. */
export type Failing = Pick<Change<unknown>, "method" | "urn">;

/** What goes wrong with one change. */
export interface Fault {
  /** Whether the change is made all the same: the answer is lost on its way. */
  readonly changed: boolean;
  /** Which changes it can happen to; absent: to all. */
  readonly happensTo?: (change: Failing) => boolean;
  readonly error: (change: Failing) => Error;
}

/**
 * What a bad day is in one cloud, in the words of its real plugin: what is left once that has repeated the request by itself,
 * until its timeout.
 */
export interface BadDays {
  readonly faults: readonly Fault[];
  /** The service that has a resource type. */
  readonly serviceOf: (type: string) => string;
  /** What a service says that has taken all the changes it takes in a minute. */
  readonly overQuota: (service: string, change: Failing) => Error;
}
