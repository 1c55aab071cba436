import { expect, test } from "vitest";
import { describeStagingRepository } from "../../../components/staging-repository/describe.ts";
import { stagingRepositoryImportIds } from "../../../components/staging-repository/import-ids.ts";
import { stagingProject } from "../../support/records.ts";

const described = (...entry: string[]) =>
  describeStagingRepository(stagingProject("k8s-staging-kind", ...entry));
const policies = (...entry: string[]) => described(...entry).repositories[0]?.args.cleanupPolicies;
const members = (...entry: string[]) =>
  described(...entry).repositories.flatMap(({ bindings }) =>
    bindings.map(({ name, args }) => [name, args.members]),
  );

const WRITERS = [
  "group:k8s-infra-staging-kind@kubernetes.io",
  "serviceAccount:gcb-builder-kind@k8s-staging-kind.iam.gserviceaccount.com",
];

test("images live in a us-central1 repository and, at their old address, in the gcr.io repository in us", () => {
  const { protect, repositories } = described();
  expect(protect).toBe(true);
  expect(
    repositories.map(({ name, address, args }) => [name, args.location, args.repositoryId, address]),
  ).toEqual([
    [
      "k8s-staging-kind/images",
      "us-central1",
      "images",
      "us-central1-docker.pkg.dev/k8s-staging-kind/images",
    ],
    ["k8s-staging-kind/gcr.io", "us", "gcr.io", "gcr.io/k8s-staging-kind"],
  ]);
  expect(repositories.map(({ args }) => args.format)).toEqual(["DOCKER", "DOCKER"]);
});

test("everybody can read; only the project's group and build account can write", () => {
  expect(members()).toEqual([
    ["k8s-staging-kind/images/roles/artifactregistry.reader", ["allUsers"]],
    ["k8s-staging-kind/images/roles/artifactregistry.writer", WRITERS],
    ["k8s-staging-kind/gcr.io/roles/artifactregistry.reader", ["allUsers"]],
    ["k8s-staging-kind/gcr.io/roles/artifactregistry.writer", WRITERS],
  ]);
});

const retired = ["state: retired", "read_only_until: 2027-03-01"];

test.each([["state: frozen"], retired])(
  "nobody can write to a project with %s, and everybody can read it",
  (...entry) => {
    expect(members(...entry).map(([, who]) => who)).toEqual([["allUsers"], [], ["allUsers"], []]);
  },
);

test("a retired project's images are never cleaned up, whatever its retention", () => {
  const dryRuns = (...entry: string[]) =>
    described(...entry).repositories.map(({ args }) => args.cleanupPolicyDryRun);
  const deleting = "retention: { dry_run: false }";
  expect(dryRuns("state: frozen", deleting)).toEqual([false, false]);
  expect(dryRuns(...retired, deleting)).toEqual([true, true]);
});

test("by default, the 90-day retention is only a dry run", () => {
  expect(described().repositories.map(({ args }) => args.cleanupPolicyDryRun)).toEqual([true, true]);
  expect(policies()).toEqual([
    {
      id: "delete-images-older-than-90-days",
      action: "DELETE",
      condition: { tagState: "ANY", olderThan: "7776000s" },
    },
  ]);
});

test("the data sets the retention in days and can enforce it", () => {
  const { repositories } = described("retention: { days: 30, dry_run: false }");
  expect(repositories[0]?.args.cleanupPolicyDryRun).toBe(false);
  expect(repositories[0]?.args.cleanupPolicies[0]).toEqual({
    id: "delete-images-older-than-30-days",
    action: "DELETE",
    condition: { tagState: "ANY", olderThan: "2592000s" },
  });
});

test.each([
  ["tags: [v1.]", { id: "k", action: "KEEP", condition: { tagState: "TAGGED", tagPrefixes: ["v1."] } }],
  [
    "packages: [base]",
    { id: "k", action: "KEEP", condition: { tagState: "ANY", packageNamePrefixes: ["base"] } },
  ],
  ["most_recent: 10", { id: "k", action: "KEEP", mostRecentVersions: { keepCount: 10 } }],
])("a keep rule with %s becomes one KEEP policy", (what, policy) => {
  const rule = `{ id: k, reason: r, owner: o, ${what} }`;
  expect(policies(`retention: { keep: [${rule}] }`)?.slice(1)).toEqual([policy]);
});

test("a build-only project has no repository", () => {
  expect(described("profile: build-only").repositories).toEqual([]);
});

test("a repository's import id is its full name, and a binding's is followed by its role", () => {
  const images = "projects/k8s-staging-kind/locations/us-central1/repositories/images";
  expect(stagingRepositoryImportIds(described())).toMatchObject({
    "k8s-staging-kind/images": images,
    "k8s-staging-kind/images/roles/artifactregistry.writer": `${images} roles/artifactregistry.writer`,
  });
});
