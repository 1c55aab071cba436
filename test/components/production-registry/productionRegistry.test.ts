import { expect, test } from "vitest";
import { describeProductionRegistry } from "../../../components/production-registry/describe.ts";
import { productionRegistryImportIds } from "../../../components/production-registry/import-ids.ts";
import type { ProductionRegistry } from "../../../inventory/registry/production/types.ts";
import { settings } from "../../support/settings.ts";
import { production } from "../../inventory/registry/diagnose.ts";

const { workloadPool, registries } = production;
const [prod, cipTest] = registries;
const described = (registry: ProductionRegistry = prod!) =>
  describeProductionRegistry(registry, { ...settings, workloadPool });
const admins = "group:k8s-infra-artifact-admins@kubernetes.io";
const promoter = "serviceAccount:k8s-infra-gcr-promoter@k8s-artifacts-prod.iam.gserviceaccount.com";

test("every location has one repository, which is publicly readable and protected from deletion", () => {
  const { locations } = described();
  expect(locations).toHaveLength(41);
  const place = { project: "k8s-artifacts-prod", location: "us-central1" };
  expect(locations.find(({ args }) => args.location === "us-central1")).toEqual({
    name: "k8s-artifacts-prod/us-central1/images",
    protect: true,
    address: "us-central1-docker.pkg.dev/k8s-artifacts-prod/images",
    args: { ...place, repositoryId: "images", format: "DOCKER", deletionPolicy: "PREVENT" },
    readers: {
      name: "k8s-artifacts-prod/us-central1/images/roles/artifactregistry.reader",
      args: { ...place, repository: "images", role: "roles/artifactregistry.reader", members: ["allUsers"] },
    },
  });
});

test("project bindings let the promoter write, the admins administer and the security group read", () => {
  const security = "group:k8s-infra-artifact-security@kubernetes.io";
  const { projectBindings } = described().iam;
  expect(projectBindings.map(({ args }) => [args.role, args.members])).toEqual([
    ["roles/artifactregistry.admin", [admins]],
    ["roles/artifactregistry.repoAdmin", [promoter]],
    ["roles/artifactregistry.writer", []],
    ["roles/containeranalysis.occurrences.viewer", [security]],
    ["roles/errorreporting.user", [admins]],
    ["roles/serviceusage.serviceUsageConsumer", [admins]],
    ["roles/viewer", [admins, security]],
  ]);
  const writers = described(cipTest).iam.projectBindings.find(({ args }) => args.role.endsWith("repoAdmin"));
  expect(writers?.args.members).toEqual(["group:k8s-infra-staging-cip-test@kubernetes.io"]);
});

test("jobs of the trusted cluster act as the service accounts through its workload identity pool", () => {
  const users = described().iam.accounts.map(({ args, users }) => [args.accountId, users.args.members]);
  const job = (name: string) => `serviceAccount:k8s-infra-prow-build-trusted.svc.id.goog[test-pods/${name}]`;
  expect(users).toEqual([
    ["k8s-infra-gcr-promoter", [job("k8s-infra-gcr-promoter"), job("s3-sync")]],
    ["k8s-infra-gcr-vuln-scanning", [job("k8s-infra-gcr-vuln-scanning")]],
    ["k8s-infra-image-promotion", [job("k8s-infra-image-promotion")]],
  ]);
});

test("the production bucket retains objects for 10 years of 365.25 days and logs access", () => {
  const { buckets, iam } = described();
  expect(buckets.find(({ name }) => name === "k8s-artifacts-prod/k8s-artifacts-prod")).toEqual({
    name: "k8s-artifacts-prod/k8s-artifacts-prod",
    protect: true,
    args: {
      project: "k8s-artifacts-prod",
      name: "k8s-artifacts-prod",
      location: "US",
      uniformBucketLevelAccess: true,
      logging: { logBucket: "k8s-infra-artifacts-gcslogs", logObjectPrefix: "k8s-artifacts-prod" },
      retentionPolicy: { retentionPeriod: "315576000" },
      deletionPolicy: "PREVENT",
    },
  });
  const writers = iam.bucketBindings.filter(({ args }) => args.role === "roles/storage.objectAdmin");
  expect(writers.map(({ args }) => [args.bucket, args.members]).slice(0, 2)).toEqual([
    ["k8s-artifacts-cni", [admins, "group:k8s-infra-push-cni@kubernetes.io"]],
    ["k8s-artifacts-cri-tools", [admins, "group:k8s-infra-push-cri-tools@kubernetes.io"]],
  ]);
});

test("the project cannot be deleted, has no default network, and logs who reads and writes images", () => {
  const { project, lien, iam } = described();
  expect([project.args.deletionPolicy, project.args.autoCreateNetwork]).toEqual(["PREVENT", false]);
  expect(lien.args.restrictions).toEqual(["resourcemanager.projects.delete"]);
  expect(iam.auditConfig.args).toEqual({
    project: "k8s-artifacts-prod",
    service: "artifactregistry.googleapis.com",
    auditLogConfigs: [{ logType: "DATA_READ" }, { logType: "DATA_WRITE" }],
  });
});

test("vulnerability reports are enabled only where somebody reads them", () => {
  const services = (registry?: ProductionRegistry) =>
    described(registry).services.map(({ args }) => args.service);
  expect(services()).toContain("containeranalysis.googleapis.com");
  expect(services(cipTest)).not.toContain("containeranalysis.googleapis.com");
});

test("retiring a location or a bucket lifts its protection and changes nothing else", () => {
  const retire = <T extends { state: string }>(item: T, which: boolean) =>
    which ? { ...item, state: "retired" as const } : item;
  const { locations, buckets, project, lien, services, iam } = described({
    ...prod!,
    locations: prod!.locations.map((location) => retire(location, location.region === "us-west4")),
    buckets: prod!.buckets.map((bucket) => retire(bucket, bucket.name === "k8s-artifacts-cni")),
  });
  const open = [...locations, ...buckets].filter(({ protect }) => !protect);
  expect(open.map(({ name, args }) => [name, args.deletionPolicy])).toEqual([
    ["k8s-artifacts-prod/us-west4/images", "ABANDON"],
    ["k8s-artifacts-prod/k8s-artifacts-cni", "ABANDON"],
  ]);
  const before = described();
  expect({ project, lien, services, iam }).toEqual({
    project: before.project,
    lien: before.lien,
    services: before.services,
    iam: before.iam,
  });
});

test("a repository's import id is its path, a binding's adds its role, and an audit config's its service", () => {
  const ids = productionRegistryImportIds(described());
  const repository = "projects/k8s-artifacts-prod/locations/us-west1/repositories/images";
  expect(ids["k8s-artifacts-prod/us-west1/images"]).toBe(repository);
  expect(ids["k8s-artifacts-prod/us-west1/images/roles/artifactregistry.reader"]).toBe(
    `${repository} roles/artifactregistry.reader`,
  );
  expect(ids["k8s-artifacts-prod/k8s-artifacts-cni"]).toBe("k8s-artifacts-prod/k8s-artifacts-cni");
  expect(ids["k8s-artifacts-prod/artifactregistry.googleapis.com/audit-config"]).toBe(
    "k8s-artifacts-prod artifactregistry.googleapis.com",
  );
});
