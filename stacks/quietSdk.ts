import log from "@pulumi/pulumi/log/index.js";
import { Resource } from "@pulumi/pulumi/resource.js";
import debuggable from "@pulumi/pulumi/runtime/debuggable.js";

/** What the SDK calls of itself, by the names it has there. */
interface Internals {
  readonly debugPromiseLeaks: boolean;
  debuggablePromise: <Value>(promise: Promise<Value>, context?: unknown) => Promise<Value>;
}

/**
 * Keeps the SDK from work that nobody sees, and that is most of what a run takes (docs/adr/compiled-program.md): it writes
 * down where each of its promises was made and every frame above each resource, and sends the engine three debug
 * messages a resource. Promises that never end are still detected, and errors keep their traces.
 * PULUMI_DEBUG_PROMISE_LEAKS=1 brings all of it back.
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
