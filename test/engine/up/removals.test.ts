import { expect, test } from "vitest";
import { removalRemedies } from "../../../engine/up/removals.ts";

const protectedOne = (type: string, name: string) => `urn:pulumi:prod::k8s-registry::${type}::${name}`;
const proxy = "k8s-infra-oci-proxy-prod";
const ofProxy = (type: string, name: string) =>
  protectedOne(`k8s:registry:RegistryProxy$gcp:${type}`, `${proxy}/${name}`);

test("a removed proxy region is named once, with the steps to retire it", () => {
  expect(
    removalRemedies([
      ofProxy("cloudrunv2/service:Service", `${proxy}-asia-east1`),
      ofProxy("cloudrunv2/serviceIamBinding:ServiceIamBinding", `${proxy}-asia-east1/roles/run.invoker`),
      ofProxy("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", `${proxy}-asia-east1-neg`),
    ]),
  ).toEqual([
    "The proxy's region asia-east1 has left the data, but it is protected: clients are served from it.\n" +
      "    Put it back with `state: retired`, which takes it out of the load balancer, apply that, and remove it in a later change.",
  ]);
});

test("any other removed part of the proxy is named individually", () => {
  expect(removalRemedies([ofProxy("compute/uRLMap:URLMap", `${proxy}-default-url-map`)])).toEqual([
    `${proxy}/${proxy}-default-url-map has left the program, but it is protected: the proxy does not work without it.\n` +
      "    Put back what made it, in infra/registry/proxy.yaml or in components/registry-proxy.",
  ]);
});

test("any other removed resource is named by its project", () => {
  const lines = removalRemedies([
    protectedOne(
      "k8s:registry:StagingProject$gcp:storage/bucket:Bucket",
      "k8s-staging-kind/k8s-staging-kind",
    ),
  ]);
  expect(lines[0]).toMatch(/^k8s-staging-kind has left the data, but it is protected/);
});
