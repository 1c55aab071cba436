import debuggable from "@pulumi/pulumi/runtime/debuggable.js";
import { expect, test } from "vitest";
import { quickenSdk } from "../../boot/quickSdk.ts";

const { debuggablePromise } = debuggable as unknown as {
  debuggablePromise: (promise: Promise<void>, context: string) => Promise<void>;
};

test("quickenSdk makes the SDK's debuggablePromise return its promise unchanged", () => {
  const promise = Promise.resolve();
  expect(debuggablePromise(promise, "")).not.toBe(promise);
  quickenSdk();
  const after = (debuggable as unknown as { debuggablePromise: typeof debuggablePromise }).debuggablePromise;
  expect(after(promise, "")).toBe(promise);
});
