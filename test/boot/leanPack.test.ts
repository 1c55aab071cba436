import deserialize from "@pulumi/policy/deserialize.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { expect, test } from "vitest";

const sdk = deserialize as unknown as {
  deserializeProperties: (properties: object, forRemediation: boolean) => object;
};

test("policies share one deserialized copy of a resource; a remediation gets a copy of its own", async () => {
  const properties = struct.Struct.fromJavaScript({ project: "k8s-staging-kind" });
  expect(sdk.deserializeProperties(properties, false)).not.toBe(sdk.deserializeProperties(properties, false));
  await import("../../boot/leanPack.ts");
  const first = sdk.deserializeProperties(properties, false);
  expect(first).toEqual({ project: "k8s-staging-kind" });
  expect(sdk.deserializeProperties(properties, false)).toBe(first);
  expect(sdk.deserializeProperties(properties, true)).not.toBe(first);
});

test("rules over the whole stack are not given the resources of the whole state", async () => {
  await import("../../boot/leanPack.ts");
  const request = new analyzer.AnalyzeStackRequest();
  request.addResources(new analyzer.AnalyzerResource());
  expect(
    analyzer.AnalyzeStackRequest.deserializeBinary(request.serializeBinary()).getResourcesList(),
  ).toEqual([]);
});
