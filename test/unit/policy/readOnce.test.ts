import deserialize from "@pulumi/policy/deserialize.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, test } from "vitest";

const sdk = deserialize as unknown as {
  deserializeProperties: (properties: object, forRemediation: boolean) => object;
};

test("the policies of the pack share what was read of a resource; what a remediation may change is its own", async () => {
  const properties = struct.Struct.fromJavaScript({ project: "k8s-staging-kind" });
  expect(sdk.deserializeProperties(properties, false)).not.toBe(sdk.deserializeProperties(properties, false));
  await import("../../../policy/readOnce.ts");
  const first = sdk.deserializeProperties(properties, false);
  expect(first).toEqual({ project: "k8s-staging-kind" });
  expect(sdk.deserializeProperties(properties, false)).toBe(first);
  expect(sdk.deserializeProperties(properties, true)).not.toBe(first);
});
