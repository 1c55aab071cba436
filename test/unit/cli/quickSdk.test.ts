import { Resource } from "@pulumi/pulumi/resource.js";
import debuggable from "@pulumi/pulumi/runtime/debuggable.js";
import { expect, test } from "vitest";
import { quickenSdk } from "../../../cli/plan/quickSdk.ts";

type Internals = Readonly<
  Record<"debuggablePromise" | "callsites", (...args: readonly unknown[]) => unknown>
>;

const internals = (): Internals => ({
  ...(debuggable as unknown as Pick<Internals, "debuggablePromise">),
  callsites: (Reflect.get(Resource, "callsites") as Internals["callsites"]).bind(Resource),
});

test("what a plan does without is there in the SDK by these names, and then is not", () => {
  const before = internals();
  const promise = Promise.resolve();
  expect(before.debuggablePromise(promise, "")).not.toBe(promise);
  expect(before.callsites()).not.toEqual([]);
  quickenSdk();
  const after = internals();
  expect(after.debuggablePromise(promise, "")).toBe(promise);
  expect(after.callsites()).toEqual([]);
});
