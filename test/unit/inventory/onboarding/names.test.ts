import { expect, test } from "vitest";
import { freeName, nameFaults, nameIn } from "../../../../inventory/onboarding/names.ts";

const none = new Set<string>();

test("the prefix may be typed", () => {
  expect([nameIn("kind"), nameIn("k8s-staging-kind")]).toEqual(["kind", "kind"]);
});

test.each([
  ["cluster-api-provider-openstack", "capi-openstack"],
  ["windows-service-proxy", "win-service-proxy"],
  ["mcp-lifecycle-operator", "mcp-lifecycle-op"],
  ["kube-scheduler-simulator", "kube-sched-simulat"],
  ["kind", "kind"],
])("%s is short enough as %s", (name, short) => {
  expect(freeName(name, none)).toBe(short);
});

test("a name that is taken is passed over", () => {
  expect(freeName("windows-service-proxy", new Set(["win-service-proxy"]))).toBe("win-svc-proxy");
  expect(freeName("kind", new Set(["kind"]))).toBe("kind-2");
});

test.each([
  ["hello", []],
  [
    "node-readiness-controller",
    [
      '"node-readiness-controller" is too long: it has 25 characters, and there is room for 18; node-readiness-ctr is free, and short enough',
    ],
  ],
  [
    "Hello_World",
    [
      '"Hello_World" is no name: lower case letters and digits, with single hyphens between them; hello-world would do',
    ],
  ],
  ["--", ['"--" is no name: lower case letters and digits, with single hyphens between them']],
])("%s", (name, faults) => {
  expect(nameFaults(name, none)).toEqual(faults);
});
