import debuggable from "@pulumi/pulumi/runtime/debuggable.js";
import { expect, test } from "vitest";
import { quickenSdk } from "../../../cli/plan/quickSdk.ts";

const { debuggablePromise } = debuggable as unknown as {
  debuggablePromise: (promise: Promise<void>, context: string) => Promise<void>;
};

test("what a plan does without is there in the SDK by this name, and then is not", () => {
  const promise = Promise.resolve();
  expect(debuggablePromise(promise, "")).not.toBe(promise);
  quickenSdk();
  const after = (debuggable as unknown as { debuggablePromise: typeof debuggablePromise }).debuggablePromise;
  expect(after(promise, "")).toBe(promise);
});
