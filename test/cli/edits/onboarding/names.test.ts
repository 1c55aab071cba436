import { expect, test } from "vitest";
import { freeName, nameFaults, nameIn } from "../../../../cli/edits/onboarding/names.ts";

const none = new Set<string>();

test("a name may be given with or without the prefix k8s-staging-", () => {
  expect([nameIn("kind"), nameIn("k8s-staging-kind")]).toEqual(["kind", "kind"]);
});

test.each([
  ["cluster-api-provider-openstack", "capi-openstack"],
  ["windows-service-proxy", "win-service-proxy"],
  ["mcp-lifecycle-operator", "mcp-lifecycle-op"],
  ["kube-scheduler-simulator", "kube-sched-simulat"],
  ["kind", "kind"],
])("the suggested name for %s is %s", (name, short) => {
  expect(freeName(name, none)).toBe(short);
});

test("a name that is taken is skipped", () => {
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
])("the name %s is checked for faults", (name, faults) => {
  expect(nameFaults(name, none)).toEqual(faults);
});
