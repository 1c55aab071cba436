import { expect, test } from "vitest";
import { inventoryAt, parseInventory } from "../../support/load.ts";
import { fromRoot } from "../../../boot/root.ts";

const text = `infra:
  staging:
    managed_by: stacks/staging.ts
    projects:
      k8s-staging-kind:
      k8s-staging-kops:
        managed_by: stacks/other.ts
        sig: sig-cluster-lifecycle
        profile: images
        state: frozen
        group: kops-leads@kubernetes.io
        apis: [oslogin, compute.googleapis.com, cloudkms]
        labels: { area: nodes, empty: "" }
        retention:
          days: 30
          keep:
            - id: releases
              reason: users install them
              owner: sig-cluster-lifecycle
              packages: [kops-]
              tags: [v1.]
            - { id: newest, reason: debugging, owner: sig-testing, most_recent: 5 }
  prod:
    managed_by: stacks/prod.ts
    projects:
      k8s-b-prod: { managed_by: own.tf }
      k8s-c-prod: text.sh
      k8s-a-prod:
  prow:
    projects:
      k8s-d-prow: {}
`;
const at = (line: number, column: number) => ({ file: "f", line, column });
const { inventory } = parseInventory(text, "f");

test("an entry without keys gets every default, including a cleanup that is a dry run", () => {
  expect(inventory?.stagingProjects[0]).toStrictEqual({
    id: "k8s-staging-kind",
    name: "kind",
    profile: "images",
    state: "active",
    readOnlyUntil: undefined,
    group: "k8s-infra-staging-kind@kubernetes.io",
    sig: undefined,
    managedBy: "stacks/staging.ts",
    apis: [
      "artifactregistry.googleapis.com",
      "cloudasset.googleapis.com",
      "cloudbuild.googleapis.com",
      "cloudkms.googleapis.com",
      "iam.googleapis.com",
      "iamcredentials.googleapis.com",
      "logging.googleapis.com",
      "policytroubleshooter.googleapis.com",
      "pubsub.googleapis.com",
      "secretmanager.googleapis.com",
      "storage-api.googleapis.com",
      "storage-component.googleapis.com",
    ],
    labels: {},
    retention: { days: 90, dryRun: true, keep: [] },
    specialCases: [],
    sources: [],
    builds: [],
    origin: at(5, 7),
    declared: {},
  });
});

test("an entry's keys become a record, with its APIs by full name, merged with the default ones and sorted", () => {
  expect(inventory?.stagingProjects[1]).toStrictEqual({
    id: "k8s-staging-kops",
    name: "kops",
    profile: "images",
    state: "frozen",
    readOnlyUntil: undefined,
    group: "kops-leads@kubernetes.io",
    sig: "sig-cluster-lifecycle",
    managedBy: "stacks/other.ts",
    apis: [
      "artifactregistry.googleapis.com",
      "cloudasset.googleapis.com",
      "cloudbuild.googleapis.com",
      "cloudkms.googleapis.com",
      "compute.googleapis.com",
      "iam.googleapis.com",
      "iamcredentials.googleapis.com",
      "logging.googleapis.com",
      "oslogin.googleapis.com",
      "policytroubleshooter.googleapis.com",
      "pubsub.googleapis.com",
      "secretmanager.googleapis.com",
      "storage-api.googleapis.com",
      "storage-component.googleapis.com",
    ],
    labels: { area: "nodes", empty: "" },
    retention: {
      days: 30,
      dryRun: true,
      keep: [
        {
          id: "releases",
          reason: "users install them",
          owner: "sig-cluster-lifecycle",
          packages: ["kops-"],
          tags: ["v1."],
          mostRecent: undefined,
        },
        { id: "newest", reason: "debugging", owner: "sig-testing", packages: [], tags: [], mostRecent: 5 },
      ],
    },
    specialCases: [],
    sources: [],
    builds: [],
    origin: at(6, 7),
    declared: {
      managed_by: at(7, 9),
      sig: at(8, 9),
      profile: at(9, 9),
      state: at(10, 9),
      group: at(11, 9),
      apis: at(12, 9),
      labels: at(13, 9),
      retention: at(14, 9),
      "retention.days": at(15, 11),
      "retention.keep": at(16, 11),
    },
  });
});

test("other projects are sorted by id, and their managed_by defaults to that of their section", () => {
  expect(inventory?.otherProjects).toStrictEqual([
    { id: "k8s-a-prod", type: "prod", managedBy: "stacks/prod.ts", origin: at(28, 7) },
    { id: "k8s-b-prod", type: "prod", managedBy: "own.tf", origin: at(26, 7) },
    { id: "k8s-c-prod", type: "prod", managedBy: "text.sh", origin: at(27, 7) },
    { id: "k8s-d-prow", type: "prow", managedBy: undefined, origin: at(31, 7) },
  ]);
});

test("the inventory is deeply frozen", () => {
  const frozen = (value: unknown): boolean =>
    typeof value !== "object" ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(frozen));
  expect(frozen(inventory)).toBe(true);
});

test("upstream's special projects keep their managed_by, and one in two types stays in both", () => {
  const upstream = inventoryAt(fromRoot("test/fixtures/inventory/upstream-infra.yaml")).inventory;
  const manager = (id: string) => upstream?.stagingProjects.find((project) => project.id === id)?.managedBy;
  expect(manager("k8s-staging-gcb-untrusted")).toBe("infra/gcp/bash/ensure-staging-gcb-untrusted.sh");
  expect(manager("k8s-staging-kind")).toBe("infra/gcp/bash/ensure-staging-storage.sh");
  const twice = upstream?.otherProjects.filter(({ id }) => id === "k8s-release-test-prod");
  expect(twice?.map(({ type }) => type)).toEqual(["prod", "release"]);
});
