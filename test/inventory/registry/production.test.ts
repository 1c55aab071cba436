import { expect, test } from "vitest";
import { productionKind } from "../../../inventory/registry/production/load.ts";
import { diagnose, production } from "./diagnose.ts";

const registry = (...inner: string[]) => [
  "workload_pool: k8s-builds.svc.id.goog",
  "registries:",
  "  k8s-test-prod:",
  ...inner.map((line) => `    ${line}`),
];

test("production has the 27 locations of upstream's script and the 14 that its Terraform added", () => {
  const [prod] = production.registries;
  expect(prod?.project).toBe("k8s-artifacts-prod");
  expect(prod?.locations).toHaveLength(27 + 14);
  expect(prod?.buckets.find(({ name }) => name === "k8s-artifacts-prod")?.retentionYears).toBe(10);
  expect(prod?.accounts.map(({ id, promotes, usedBy }) => [id, promotes, usedBy])).toEqual([
    ["k8s-infra-gcr-promoter", true, ["test-pods/k8s-infra-gcr-promoter", "test-pods/s3-sync"]],
    ["k8s-infra-gcr-vuln-scanning", false, ["test-pods/k8s-infra-gcr-vuln-scanning"]],
    ["k8s-infra-image-promotion", false, ["test-pods/k8s-infra-image-promotion"]],
  ]);
});

test("registries that upstream has retired are not declared", () => {
  expect(production.registries.map(({ project }) => project)).toEqual([
    "k8s-artifacts-prod",
    "k8s-cip-test-prod",
    "k8s-release-test-prod",
  ]);
});

test("locations are sorted by region and frozen", () => {
  const { registries } = production;
  const regions = registries[0]!.locations.map(({ region }) => region);
  expect(regions).toEqual(regions.toSorted());
  expect(Object.isFrozen(registries[0]!.locations)).toBe(true);
});

test("an unknown location is reported with the nearest valid one, or with all of them", () => {
  expect(
    diagnose(productionKind, ...registry("locations:", "  us-central1:", "  us-cental1:", "  moon:")).map(
      (line) => line.replace(/allowed: africa-south1, .*, us-west4$/, "allowed: …"),
    ),
  ).toEqual([
    'f:6:7: error: k8s-test-prod: "us-cental1" is no region of Google Cloud [unknown-region]',
    '    did you mean "us-central1"?',
    'f:7:7: error: k8s-test-prod: "moon" is no region of Google Cloud [unknown-region]',
    "    allowed: …",
  ]);
});

test("every mistake in a registry is reported at once, with its position", () => {
  expect(
    diagnose(
      productionKind,
      ...registry(
        "locations: {}",
        "accounts:",
        "  short: { purpose: x }",
        "  k8s-infra-promoter: { promotes: yes, used_by: [s3-sync] }",
        "writers: [Admins@kubernetes.io]",
        "buckets:",
        "  k8s-test-prod: { retention_years: 101 }",
      ),
    ),
  ).toEqual([
    "f:4:16: error: k8s-test-prod: locations must name at least one location [out-of-range]",
    "f:6:7: error: k8s-test-prod: accounts.short must be a service account id: 6 to 30 lower case letters, digits and hyphens, starting with a letter [malformed-key]",
    "f:7:7: error: k8s-test-prod: accounts.k8s-infra-promoter.purpose is missing [missing-key]",
    "    for example `purpose: Copies images into production`",
    'f:7:39: error: k8s-test-prod: accounts.k8s-infra-promoter.promotes must be true or false, not the text "yes" [wrong-type]',
    "    write true or false, without quotes",
    "f:7:54: error: k8s-test-prod: accounts.k8s-infra-promoter.used_by[0] must be a Kubernetes service account, as `namespace/name` [malformed-value]",
    "    for example `test-pods/s3-sync`",
    "f:8:15: error: k8s-test-prod: writers[0] must be the lower case address of a group in kubernetes.io [malformed-value]",
    "    for example `k8s-infra-staging-cip-test@kubernetes.io`",
    "f:10:41: error: k8s-test-prod: buckets.k8s-test-prod.retention_years must be at most 100, not 101 [out-of-range]",
    "    for example `retention_years: 10`",
  ]);
});

test("a bucket may belong to only one registry, since names are global", () => {
  expect(
    diagnose(
      productionKind,
      ...registry("locations: { us-east1: }", "buckets: { shared-files: }"),
      "  k8s-other-prod:",
      "    locations: { us-east1: }",
      "    buckets: { shared-files: }",
    ),
  ).toEqual([
    "f:8:16: error: k8s-other-prod: the bucket shared-files is also declared in k8s-test-prod [bucket-twice]",
    "    names of buckets are global: remove one of the two",
  ]);
});
