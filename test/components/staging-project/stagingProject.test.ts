import { describe, expect, test } from "vitest";
import { describeStagingProject } from "../../../components/staging-project/describe.ts";
import { stagingProjectImportIds } from "../../../components/staging-project/import-ids.ts";
import { stagingProject } from "../../support/records.ts";
import { settings } from "../../support/settings.ts";

const described = (...entry: string[]) =>
  describeStagingProject(stagingProject("k8s-staging-kind", ...entry), settings);

describe("a staging project with all defaults", () => {
  const { protect, project, lien, services, buckets } = described();

  test("is created under the organization, billed, and protected by Pulumi, the provider and a lien", () => {
    expect(protect).toBe(true);
    expect(project).toEqual({
      name: "k8s-staging-kind",
      args: {
        projectId: "k8s-staging-kind",
        name: "k8s-staging-kind",
        orgId: "758905017065",
        billingAccount: "018801-93540E-22A20E",
        deletionPolicy: "PREVENT",
        labels: {},
      },
    });
    expect(lien.name).toBe("k8s-staging-kind/lien");
    expect(lien.args.restrictions).toEqual(["resourcemanager.projects.delete"]);
  });

  test("enables the twelve services of facts §1.1, without Container Registry", () => {
    expect(services.map(({ args }) => args.service)).toEqual([
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
    ]);
    expect(services[0]).toEqual({
      name: "k8s-staging-kind/artifactregistry.googleapis.com",
      args: {
        project: "k8s-staging-kind",
        service: "artifactregistry.googleapis.com",
        disableOnDestroy: false,
      },
    });
  });

  test("has a bucket with access logs and a Cloud Build bucket without, which delete objects after 60 days", () => {
    const common = {
      project: "k8s-staging-kind",
      location: "US",
      uniformBucketLevelAccess: true,
      lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 60 } }],
    };
    const logging = { logBucket: "k8s-infra-artifacts-gcslogs", logObjectPrefix: "k8s-staging-kind" };
    expect(buckets).toEqual([
      { name: "k8s-staging-kind/k8s-staging-kind", args: { ...common, name: "k8s-staging-kind", logging } },
      {
        name: "k8s-staging-kind/k8s-staging-kind-gcb",
        args: { ...common, name: "k8s-staging-kind-gcb", logging: undefined },
      },
    ]);
  });
});

test("a project's own APIs are enabled in addition to those of its profile", () => {
  const services = described("apis: [oslogin, compute]").services.map(({ args }) => args.service);
  expect(services).toHaveLength(14);
  expect(services).toEqual(expect.arrayContaining(["compute.googleapis.com", "oslogin.googleapis.com"]));
});

test("the labels in the data are set on the project", () => {
  expect(described("labels: { area: testing }").project.args.labels).toEqual({ area: "testing" });
});

test("a build-only project enables only Cloud Build and has no buckets", () => {
  const { services, buckets } = described("profile: build-only");
  expect(services.map(({ args }) => args.service)).toEqual(["cloudbuild.googleapis.com"]);
  expect(buckets).toEqual([]);
});

test("a frozen project stays protected", () => {
  const { protect, project } = described("state: frozen");
  expect([protect, project.args.deletionPolicy]).toEqual([true, "PREVENT"]);
});

test("a retired project loses its protection and would be abandoned, not deleted", () => {
  const { protect, project } = described("state: retired", "read_only_until: 2027-03-01");
  expect([protect, project.args.deletionPolicy]).toEqual([false, "ABANDON"]);
});

test("import ids are the cloud's names for the resources, and a lien has none", () => {
  const ids = stagingProjectImportIds(described("profile: build-only"));
  expect(ids).toEqual({
    "k8s-staging-kind": "k8s-staging-kind",
    "k8s-staging-kind/cloudbuild.googleapis.com": "k8s-staging-kind/cloudbuild.googleapis.com",
  });
  expect(stagingProjectImportIds(described())).toMatchObject({
    "k8s-staging-kind/k8s-staging-kind-gcb": "k8s-staging-kind/k8s-staging-kind-gcb",
  });
});
