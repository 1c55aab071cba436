import deserialize from "@pulumi/policy/deserialize.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, test } from "vitest";

const sdk = deserialize as unknown as {
  deserializeProperties: (properties: object, forRemediation: boolean) => object;
};

test("policies share one deserialized copy of a resource; a remediation gets a copy of its own", async () => {
  const properties = struct.Struct.fromJavaScript({ project: "k8s-staging-kind" });
  expect(sdk.deserializeProperties(properties, false)).not.toBe(sdk.deserializeProperties(properties, false));
  await import("../../boot/readOnce.ts");
  const first = sdk.deserializeProperties(properties, false);
  expect(first).toEqual({ project: "k8s-staging-kind" });
  expect(sdk.deserializeProperties(properties, false)).toBe(first);
  expect(sdk.deserializeProperties(properties, true)).not.toBe(first);
});
