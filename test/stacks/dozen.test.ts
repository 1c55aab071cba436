/** What the program declares for the frozen dozen: every URN, counts by type, and protection. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../../cli/review/plan/evaluate.ts";
import type { PlannedResource } from "../../cli/review/plan/monitor.ts";
import { fromRoot } from "../../boot/root.ts";
import { nameOf } from "../../boot/urn.ts";
import { configOver } from "../support/settings.ts";

let plan: readonly PlannedResource[];
beforeAll(async () => {
  plan = await evaluate("staging", configOver("test/fixtures/dozen/infra.yaml"));
});

const named = (name: string) =>
  plan.find((resource) => resource.name === name && resource.type.startsWith("gcp:"))!;
const ofType = (type: string) => plan.filter((resource) => resource.type === type);
const isStaging = ({ type }: PlannedResource) => type.startsWith("gcp:");

test("the URNs match the recorded ones, because a changed URN would replace a live resource", () => {
  const recorded = readFileSync(fromRoot("test/fixtures/dozen/urns.txt"), "utf8").trim().split("\n");
  expect(plan.map(({ urn }) => urn).sort()).toEqual(recorded);
});

test("the counts by type match eleven image projects and one build-only project", () => {
  const counts = Object.fromEntries(
    [...new Set(plan.map(({ type }) => type))].map((type) => [type, ofType(type).length]),
  );
  expect(counts).toEqual({
    "pulumi:pulumi:Stack": 1,
    "pulumi:providers:gcp": 1,
    "pulumi:providers:googleworkspace": 1,
    // Five are declared; the naming rule adds one for each active or frozen project that names none itself.
    "k8s:registry:GoogleGroup": 5 + 9,
    "googleworkspace:index/group:Group": 14,
    "googleworkspace:index/groupSettings:GroupSettings": 14,
    "googleworkspace:index/groupMembers:GroupMembers": 3,
    "googleworkspace:index/groupMember:GroupMember": 3,
    "k8s:registry:StagingProject": 12,
    "k8s:registry:StagingRepository": 12,
    "gcp:organizations/project:Project": 12,
    "gcp:resourcemanager/lien:Lien": 12,
    // The numbers after the last + come from special cases.
    "gcp:projects/iAMBinding:IAMBinding": 11 * 5 + 3,
    "gcp:projects/iAMMember:IAMMember": 0 + 1,
    "gcp:serviceaccount/account:Account": 11 + 1,
    "gcp:serviceaccount/iAMBinding:IAMBinding": 11 + 1,
    "gcp:storage/bucketIAMBinding:BucketIAMBinding": 11 * 4 + 1,
    "gcp:storage/bucketIAMMember:BucketIAMMember": 11 * 2 + 1,
    // Twelve services per project, two more for cluster-api-gcp, and two for gcb-untrusted.
    "gcp:projects/service:Service": 11 * 12 + 2 + 2,
    "gcp:storage/bucket:Bucket": 22 + 1,
    "gcp:artifactregistry/repository:Repository": 22,
    "gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding": 44,
  });
});

describe("protection", () => {
  test("everything in a staging project is retained on delete, except roles granted only by special cases", () => {
    const revocable = plan.filter(isStaging).filter(({ retainOnDelete }) => !retainOnDelete);
    const clusterApi = "k8s-staging-cluster-api-gcp";
    const builder = `gcb-builder-cluster-api-gcp@${clusterApi}.iam.gserviceaccount.com`;
    expect(revocable.map(({ name }) => name).sort()).toEqual([
      `${clusterApi}/gcb-builder-cluster-api-gcp/roles/iam.workloadIdentityUser`,
      `${clusterApi}/k8s-releng-prod/roles/secretmanager.secretAccessor/serviceAccount:${builder}`,
      `${clusterApi}/roles/compute.instanceAdmin.v1`,
      "k8s-staging-gcb-untrusted/roles/cloudbuild.builds.editor",
      "k8s-staging-releng/roles/artifactregistry.repoAdmin",
    ]);
  });

  test("resources that hold data are protected, except in the retired project", () => {
    const types = [
      "organizations/project:Project",
      "storage/bucket:Bucket",
      "artifactregistry/repository:Repository",
    ];
    const dataHolding = types.flatMap((type) => ofType(`gcp:${type}`));
    const unprotected = dataHolding.filter(({ protect }) => !protect).map(({ name }) => name);
    expect(unprotected.sort()).toEqual([
      "k8s-staging-examples",
      "k8s-staging-examples/gcr.io",
      "k8s-staging-examples/images",
      "k8s-staging-examples/k8s-staging-examples",
      "k8s-staging-examples/k8s-staging-examples-gcb",
    ]);
  });
});

test("a retired project is publicly readable, and only administrators can write to its buckets", () => {
  const bound = plan
    .filter(({ name, type }) => name.startsWith("k8s-staging-examples/") && /Iam|IAM/.test(type))
    .map(({ name, inputs: { members, member } }) => {
      const inProject = name.replace("k8s-staging-examples/", "");
      return [inProject, String(member ?? members)] as const;
    })
    .filter(([, who]) => who !== "");
  const admins = "group:k8s-infra-artifact-admins@kubernetes.io";
  const scanner = "serviceAccount:k8s-infra-gcr-vuln-scanning@k8s-artifacts-prod.iam.gserviceaccount.com";
  expect(Object.fromEntries(bound)).toEqual({
    "images/roles/artifactregistry.reader": "allUsers",
    "gcr.io/roles/artifactregistry.reader": "allUsers",
    "roles/viewer": admins,
    "roles/containeranalysis.occurrences.viewer": scanner,
    ...Object.fromEntries(
      ["k8s-staging-examples", "k8s-staging-examples-gcb"].flatMap((bucket) => [
        [`${bucket}/roles/storage.objectViewer`, "allUsers"],
        [`${bucket}/roles/storage.objectAdmin`, admins],
        [`${bucket}/roles/storage.legacyBucketOwner/${admins}`, admins],
      ]),
    ),
  });
});

describe("dependencies", () => {
  const dependsOn = (name: string) => named(name).dependsOn.map((urn) => nameOf(urn));

  test("a service depends on its project, a repository on Artifact Registry, and a bucket on Cloud Storage", () => {
    expect(dependsOn("k8s-staging-kind/iam.googleapis.com")).toEqual(["k8s-staging-kind"]);
    expect(dependsOn("k8s-staging-kind/images")).toEqual([
      "k8s-staging-kind/artifactregistry.googleapis.com",
    ]);
    expect(dependsOn("k8s-staging-kind/k8s-staging-kind-gcb")).toEqual([
      "k8s-staging-kind/storage-api.googleapis.com",
    ]);
  });

  test("a binding depends on its repository, its groups, and the build account", () => {
    expect(dependsOn("k8s-staging-kind/gcr.io/roles/artifactregistry.writer")).toEqual([
      "k8s-infra-staging-kind@kubernetes.io",
      "k8s-staging-kind/gcb-builder-kind",
      "k8s-staging-kind/gcr.io",
    ]);
  });

  test("a group's member list depends on the nested groups and the group's settings", () => {
    const list = plan.find(({ name }) => name === "k8s-infra-artifact-admins@kubernetes.io/members");
    expect(list?.dependsOn.map((urn) => nameOf(urn))).toEqual([
      "k8s-infra-release-editors@kubernetes.io",
      "k8s-infra-artifact-admins@kubernetes.io/settings",
    ]);
  });

  test("no project's resource depends on another project's resources", () => {
    const projectOf = (name: string) => name.split("/", 1)[0];
    const foreign = plan
      .filter(isStaging)
      .flatMap(({ name, dependsOn }) =>
        dependsOn
          .map((urn) => nameOf(urn))
          .filter((other) => other.startsWith("k8s-staging-") && projectOf(other) !== projectOf(name)),
      );
    expect(foreign).toEqual([]);
  });
});

describe("special cases", () => {
  const members = (name: string) => named(name).inputs["members"];
  const editors = "group:k8s-infra-release-editors@kubernetes.io";

  test("special cases add their members to roles that every project binds", () => {
    expect(members("k8s-staging-releng/roles/viewer")).toEqual([
      "group:k8s-infra-artifact-admins@kubernetes.io",
      "group:k8s-infra-staging-releng@kubernetes.io",
      editors,
    ]);
    expect(members("k8s-staging-releng/gcr.io/roles/artifactregistry.writer")).toEqual([
      "group:k8s-infra-staging-releng@kubernetes.io",
      "serviceAccount:gcb-builder-releng@k8s-staging-releng.iam.gserviceaccount.com",
      "serviceAccount:prow-build@k8s-infra-prow-build.iam.gserviceaccount.com",
    ]);
    expect(members("k8s-staging-releng/images/roles/artifactregistry.writer")).toHaveLength(2);
  });

  test("a frozen project keeps only the read roles of its special cases", () => {
    expect(members("k8s-staging-dns/roles/viewer")).toContain(editors);
    expect(named("k8s-staging-dns/roles/artifactregistry.repoAdmin")).toBeUndefined();
  });

  test("a private bucket admits only administrators and its case's members, and keeps its objects", () => {
    expect(named("k8s-staging-releng/k8s-releng-sandbox").inputs).toMatchObject({
      publicAccessPrevention: "enforced",
      lifecycleRules: [],
    });
    expect(members("k8s-staging-releng/k8s-releng-sandbox/roles/storage.objectAdmin")).toEqual([
      "group:k8s-infra-artifact-admins@kubernetes.io",
      editors,
    ]);
    expect(named("k8s-staging-releng/k8s-releng-sandbox/roles/storage.objectViewer")).toBeUndefined();
  });

  test("a binding depends on the service account that it names", () => {
    expect(
      named("k8s-staging-gcb-untrusted/roles/cloudbuild.builds.editor").dependsOn.map((urn) => nameOf(urn)),
    ).toEqual(["k8s-staging-gcb-untrusted", "k8s-staging-gcb-untrusted/image-builder"]);
  });
});

test("a group named in an entry replaces the default group as writer", () => {
  expect(named("k8s-staging-provider-os/images/roles/artifactregistry.writer").inputs["members"]).toEqual([
    "group:provider-os-leads@kubernetes.io",
    "serviceAccount:gcb-builder-provider-os@k8s-staging-provider-os.iam.gserviceaccount.com",
  ]);
});

test("an unknown stack is refused with a list of the existing stacks", async () => {
  await expect(evaluate("stagign", configOver("test/fixtures/dozen/infra.yaml"))).rejects.toThrow(
    'There is no stack "stagign" here. The stacks of this program: staging, prod.',
  );
});

test("missing and malformed configuration is reported all at once, with the commands that set it", async () => {
  const incomplete = {
    ...configOver("test/fixtures/dozen/infra.yaml"),
    "k8s-registry:organizationId": "kubernetes.io",
  };
  Reflect.deleteProperty(incomplete, "k8s-registry:billingAccount");
  await expect(evaluate("staging", incomplete)).rejects.toThrow(
    [
      "Pulumi.staging.yaml is incomplete:",
      '  k8s-registry:organizationId is "kubernetes.io": it must be digits; set it with: pulumi config set organizationId <value> --stack staging',
      "  k8s-registry:billingAccount is missing; set it with: pulumi config set billingAccount <value> --stack staging",
    ].join("\n"),
  );
});
