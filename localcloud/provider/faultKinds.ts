import type { Change } from "./change.ts";

/** The change that an error is about. */
export type Failing = Pick<Change<unknown>, "method" | "urn">;

/** One way in which a change can fail. */
export interface Fault {
  /** Whether the change is made anyway: its response is lost. */
  readonly changed: boolean;
  /** Which changes it can happen to; all when absent. */
  readonly happensTo?: (change: Failing) => boolean;
  readonly error: (change: Failing) => Error;
}

/**
 * What faults look like in one cloud, in the wording of its real plugin: the errors that remain after the plugin
 * has retried the request until its timeout.
 */
export interface FaultKinds {
  readonly faults: readonly Fault[];
  /** The service that a resource type belongs to. */
  readonly serviceOf: (type: string) => string;
  /** The error of a service that has accepted as many changes in a minute as its quota allows. */
  readonly overQuota: (service: string, change: Failing) => Error;
}
