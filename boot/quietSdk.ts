import log from "@pulumi/pulumi/log/index.js";
import { Resource } from "@pulumi/pulumi/resource.js";
import debuggable from "@pulumi/pulumi/runtime/debuggable.js";

/** Internals of the SDK, by their names there. */
interface Internals {
  readonly debugPromiseLeaks: boolean;
  debuggablePromise: <Value>(promise: Promise<Value>, context?: unknown) => Promise<Value>;
}

/**
 * Keeps the SDK from invisible work that dominates the duration of a run (docs/adr/compiled-program.md): it records a
 * stack trace for each promise and each resource, and sends the engine three debug messages per resource. Promises that
 * never settle are still detected, and errors keep their traces. PULUMI_DEBUG_PROMISE_LEAKS=1 restores all of it.
 */
const internals = debuggable as unknown as Internals;
if (!internals.debugPromiseLeaks) {
  const record = internals.debuggablePromise;
  internals.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return record(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
  Object.assign(Resource, { callsites: () => [] });
  Object.assign(log, { debug: () => Promise.resolve() });
}
